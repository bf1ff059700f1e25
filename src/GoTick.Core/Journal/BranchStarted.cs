using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>The first event of a branch: what is its own; the rest is shared and lies in its gate.</summary>
public sealed record BranchStarted : JournalEvent
{
    /// <summary>Its key: <c>NAME</c> or <c>NAME[i]</c>.</summary>
    [JsonPropertyName("n")]
    public required string Key { get; init; }

    /// <summary>Its place in the wait, from 0.</summary>
    [JsonPropertyName("i")]
    public int Index { get; init; }

    /// <summary>Which of the gate's templates it is made from.</summary>
    [JsonPropertyName("tpl")]
    public int Template { get; init; }

    /// <summary>Its item (<c>$_</c>); none when there is none.</summary>
    [JsonPropertyName("item")]
    public Payload Item { get; init; }

    /// <summary>What it had recorded in another store, which its journal goes on from; null when it began here.</summary>
    [JsonPropertyName("pre")]
    public IReadOnlyList<JournalEvent>? Before { get; init; }
}
