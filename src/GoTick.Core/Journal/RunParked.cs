using System.Text.Json.Serialization;
using GoTick.Core.Errors;

namespace GoTick.Core.Journal;

/// <summary>The engine stopped the run until somebody decides: its script and journal do not fit, or the machine cannot run it.</summary>
public sealed record RunParked : JournalEvent
{
    /// <summary>Why.</summary>
    [JsonPropertyName("err")]
    public required FailureDetails Error { get; init; }
}
