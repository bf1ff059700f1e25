using System.Text.Json.Serialization;

namespace GoTick.Core.Journal;

/// <summary>
/// The run came from another store in the middle of a wait: what its living branches had recorded there. The wait is opened anew for the branches whose
/// outcomes are not in the journal.
/// </summary>
public sealed record BranchesCarried : JournalEvent
{
    /// <summary>The gate.</summary>
    [JsonPropertyName("gate")]
    public required string Gate { get; init; }

    /// <summary>The branches that had begun.</summary>
    [JsonPropertyName("list")]
    public IReadOnlyList<CarriedBranch> Branches { get; init; } = [];
}
