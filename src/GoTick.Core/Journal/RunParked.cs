using System.Text.Json.Serialization;
using GoTick.Core.Errors;

namespace GoTick.Core.Journal;

/// <summary>The run is stopped until somebody decides: its script and journal do not fit, the machine cannot run it, or a person wanted it so.</summary>
public sealed record RunParked : JournalEvent
{
    /// <summary>Why.</summary>
    [JsonPropertyName("err")]
    public required FailureDetails Error { get; init; }

    /// <summary>What was said, when a person wanted it; null when nothing was.</summary>
    [JsonPropertyName("why")]
    public string? Reason { get; init; }

    /// <summary>Who wanted it; null when nobody did, or nobody is known.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }
}
