using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Host.Access;
using GoTick.Host.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick audit</c>: who changed what through servers.</summary>
internal static class AuditCommand
{
    private const int Page = 500;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var day = new Option<string?>("--day") { Description = "Only of this day, in UTC, such as 2026-03-01.", HelpName = "DAY" };
        var since = new Option<string?>("--since") { Description = "Only from then on: a time, or an age such as 90m, 24h, 7d.", HelpName = "TIME" };
        var until = new Option<string?>("--until") { Description = "Only before: a time, or an age.", HelpName = "TIME" };
        var by = new Option<string?>("--by") { Description = "Only by those with this in their name.", HelpName = "TEXT" };
        var action = new Option<string?>("--action") { Description = "Only this action, such as cancel-run.", HelpName = "ACTION" };
        var target = new Option<string?>("--target") { Description = "Only with this in what it was done to, or what came of it.", HelpName = "TEXT" };
        action.CompletionSources.Add([.. AccessRules.Actions]);
        var count = new Option<int>("--count") { Description = "At most so many.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("audit", "Show who changed what through servers, the newest first.") { day, since, until, by, action, target, count, json, store };
        command.SetAction(async (parsed, _) =>
        {
            var query = new AuditQuery
            {
                Day = DayOf(parsed.GetValue(day)),
                Since = RunFilterOptions.Time(parsed.GetValue(since), DateTimeOffset.UtcNow),
                Until = RunFilterOptions.Time(parsed.GetValue(until), DateTimeOffset.UtcNow),
                By = parsed.GetValue(by),
                Action = parsed.GetValue(action),
                Target = parsed.GetValue(target),
            };
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            List<AuditEntry> entries = await ReadAsync(client, query, Math.Max(1, parsed.GetValue(count)), interruption.Token);
            if (parsed.GetValue(json))
            {
                entries.ForEach(e => Console.Out.WriteLine(ValueJson.Line(JsonOf(e))));
            }
            else
            {
                TextTable.Write([["TIME", "BY", "ACTION", "TARGET", "OUTCOME", "RESULT"], .. entries.Select(Row)], Console.Out);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static DateOnly? DayOf(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"'{text}' is no day: write 2026-03-01.") { Target = text };

    private static async Task<List<AuditEntry>> ReadAsync(ITickClient client, AuditQuery query, int count, CancellationToken stop)
    {
        List<AuditEntry> entries = [];
        string? after = null;
        do
        {
            AuditPage page = await client.ReadAuditAsync(query with { After = after, Limit = Math.Min(Page, count - entries.Count) }, stop);
            entries.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && entries.Count < count);
        return entries;
    }

    private static string[] Row(AuditEntry entry) =>
    [
        entry.Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        entry.IsVerified ? entry.By : entry.By + " (unverified)",
        entry.Action,
        entry.Target ?? "",
        entry.Outcome,
        entry.Result ?? "",
    ];

    private static JsonObject JsonOf(AuditEntry entry)
    {
        var json = new JsonObject { ["id"] = entry.Id, ["time"] = entry.Time, ["by"] = entry.By, ["isVerified"] = entry.IsVerified, ["action"] = entry.Action, ["outcome"] = entry.Outcome };
        foreach ((string name, string? value) in new[] { ("keyId", entry.KeyId), ("target", entry.Target), ("result", entry.Result) })
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        return json;
    }
}
