using System.Text;
using System.Text.Json.Nodes;
using GoTick.Core.Journal;

namespace GoTick.Core.Client.Transfer;

/// <summary>Gives a run and all that is named after it (<c>run~1</c>, <c>run/…</c>) another id.</summary>
internal sealed class RunRenaming(string from, string to)
{
    /// <summary>An id; one of another run stays.</summary>
    public string Of(string id) => id == from ? to : id.StartsWith(from, StringComparison.Ordinal) && id[from.Length] is '~' or '/' or '@' ? to + id[from.Length..] : id;

    /// <summary>An event: ids stand in it as <c>gate</c> or <c>run</c>. All else stays as it was recorded.</summary>
    public byte[] Of(byte[] value)
    {
        if (from == to || JsonNode.Parse(value) is not JsonObject json)
        {
            return value;
        }

        bool isChanged = false;
        foreach (string name in new[] { "gate", "run" })
        {
            if (json[name] is JsonValue old && old.TryGetValue(out string? id) && Of(id) is var renamed && renamed != id)
            {
                json[name] = renamed;
                isChanged = true;
            }
        }

        // By way of the event, whose form of escaping is the journal's.
        return isChanged ? JournalCodec.Encode(JournalCodec.Decode(Encoding.UTF8.GetBytes(json.ToJsonString()))) : value;
    }

    /// <summary>An item with its branches.</summary>
    public ArchivedItem Of(ArchivedItem item)
    {
        var renamed = new ArchivedItem
        {
            Id = Of(item.Id),
            Place = item.Place,
            Created = item.Created,
            FirstClaimed = item.FirstClaimed,
            Fields = item.Fields,
            Gate = item.Gate is { } gate ? Of(gate) : null,
        };
        renamed.Events.AddRange(item.Events.Select(Of));
        renamed.Messages.AddRange(item.Messages);
        renamed.Outcomes.AddRange(item.Outcomes);
        renamed.Branches.AddRange(item.Branches.Select(Of));
        return renamed;
    }
}
