using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>
/// A branch failed and is tried again: its recorded steps are replayed, but for a step that failed as the last thing before, which
/// may run anew (else the same error would come for ever).
/// </summary>
public sealed record BranchAttemptFailed : JournalEvent
{
    /// <summary>Which attempt, from 1.</summary>
    [JsonPropertyName("a")]
    public int Attempt { get; init; } = 1;

    /// <summary>Why.</summary>
    [JsonPropertyName("err")]
    public required FailureDetails Error { get; init; }

    /// <summary>When the next attempt is due.</summary>
    [JsonPropertyName("due")]
    public StoreTime RetryAt { get; init; }
}
