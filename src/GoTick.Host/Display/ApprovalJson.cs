using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Display;

/// <summary>An approval as a JSON object. Times are ISO 8601 by the store's clock.</summary>
internal static class ApprovalJson
{
    /// <summary>The object.</summary>
    public static JsonObject Of(ApprovalView approval) => new()
    {
        ["run"] = approval.Run.Text,
        ["flow"] = approval.Flow,
        ["name"] = approval.Name,
        ["status"] = approval.Outcome?.ToString() ?? "Pending",
        ["message"] = approval.Message,
        ["data"] = ValueJson.Of(ValueCodec.Decode(approval.Data)),
        ["approvers"] = Names(approval.Approvers),
        ["quorum"] = approval.Quorum,
        ["requireVerified"] = approval.RequiresVerified,
        ["asked"] = approval.Asked.ToString("o"),
        ["due"] = approval.Due?.ToString("o"),
        ["escalateAt"] = approval.EscalateAt?.ToString("o"),
        ["escalated"] = approval.IsEscalated,
        ["votes"] = new JsonArray(
        [
            .. approval.Votes.Select(v => new JsonObject
            {
                ["by"] = v.By, ["verified"] = v.IsVerified, ["approved"] = v.Approves, ["comment"] = v.Comment, ["at"] = v.Given.ToString("o"),
            }),
        ]),
        ["ask"] = approval.Ask,
    };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => JsonValue.Create(n))]);
}
