using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>An attempt failed and another follows.</summary>
public sealed record StepAttemptFailed : BlockEvent
{
    /// <summary>Why.</summary>
    [JsonPropertyName("err")]
    public required FailureDetails Error { get; init; }

    /// <summary>When the next attempt is due.</summary>
    [JsonPropertyName("due")]
    public StoreTime RetryAt { get; init; }
}
