using System.Text.Json.Serialization;
using GoTick.Core.Errors;

namespace GoTick.Core.Journal;

/// <summary>A step failed for good; every replay raises the same error.</summary>
public sealed record StepFailed : BlockEvent
{
    /// <summary>Why.</summary>
    [JsonPropertyName("err")]
    public required FailureDetails Error { get; init; }
}
