using System.Text.Json.Serialization;

namespace GoTick.Core.Journal;

/// <summary>A branch that had begun in another store.</summary>
public sealed record CarriedBranch
{
    /// <summary>Its place in the wait, from 0.</summary>
    [JsonPropertyName("i")]
    public int Index { get; init; }

    /// <summary>What it had recorded behind its first event.</summary>
    [JsonPropertyName("list")]
    public IReadOnlyList<JournalEvent> Events { get; init; } = [];
}
