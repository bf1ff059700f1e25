using System.Text.Json.Serialization;

namespace GoTick.Core.Journal;

/// <summary>Outcomes of branches, taken over from their gate in portions.</summary>
public sealed record BranchesEnded : JournalEvent
{
    /// <summary>The gate.</summary>
    [JsonPropertyName("gate")]
    public required string Gate { get; init; }

    /// <summary>The outcomes, by index.</summary>
    [JsonPropertyName("list")]
    public required IReadOnlyList<BranchOutcome> Outcomes { get; init; }
}
