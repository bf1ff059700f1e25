using System.Text;
using System.Text.Json.Nodes;
using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Core.Client.Transfer;

/// <summary>Gives a run and all that is named after it (<c>run~1</c>, <c>run/…</c>) another id, and its children, which are named after the root of its tree.</summary>
/// <param name="from">Its id.</param>
/// <param name="to">Its new one.</param>
/// <param name="children">The children that come with it.</param>
internal sealed class RunRenaming(string from, string to, IReadOnlyCollection<string> children)
{
    private static readonly string[] Named = [HeaderFields.Parent, HeaderFields.Child];

    private readonly string _root = new(ItemId.FromStored(to).Root);

    /// <summary>An id; one of another run stays.</summary>
    public string Of(string id) => from == to ? id
        : id == from ? to
        : children.Contains(ItemId.FromStored(id).Run.Text) ? _root + id[id.IndexOf('/', StringComparison.Ordinal)..]
        : id.StartsWith(from, StringComparison.Ordinal) && id[from.Length] is '~' or '/' or '@' ? to + id[from.Length..] : id;

    /// <summary>An event: ids stand in it as <c>gate</c>, <c>run</c> or <c>parent</c>. All else stays as it was recorded.</summary>
    public byte[] Of(byte[] value)
    {
        if (from == to || JsonNode.Parse(value) is not JsonObject json)
        {
            return value;
        }

        bool isChanged = false;
        foreach (string name in new[] { "gate", "run", "parent" })
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

    /// <summary>A message: the end of a child names it.</summary>
    private (string Id, byte[] Body) Of((string Id, byte[] Body) message) =>
        from != to && JournalCodec.TryDecodeMessage(message.Body) is RunMessage.ChildEnded ended && Of(ended.Run) is var run
            ? (RunMessage.ChildEnded.MessageId(ItemId.FromStored(run)), JournalCodec.Encode(ended with { Run = run }))
            : message;

    /// <summary>An item with its branches.</summary>
    public ArchivedItem Of(ArchivedItem item)
    {
        var renamed = new ArchivedItem
        {
            Id = Of(item.Id),
            Place = item.Place,
            Created = item.Created,
            FirstClaimed = item.FirstClaimed,
            Fields = item.Fields.ToDictionary(f => f.Key, f => Named.Contains(f.Key) ? Of(f.Value) : f.Value, StringComparer.Ordinal),
            Gate = item.Gate is { } gate ? Of(gate) : null,
        };
        renamed.Events.AddRange(item.Events.Select(Of));
        renamed.Messages.AddRange(item.Messages.Select(Of));
        renamed.Log.AddRange(item.Log);
        renamed.Outcomes.AddRange(item.Outcomes);
        renamed.Branches.AddRange(item.Branches.Select(Of));
        return renamed;
    }
}
