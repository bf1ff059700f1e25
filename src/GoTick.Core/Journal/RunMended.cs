using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>Up to here the journal is that of another run, which this one was made from; it is no step.</summary>
public sealed record RunMended : JournalEvent
{
    /// <summary>The run that it was made from.</summary>
    [JsonPropertyName("of")]
    public required string Origin { get; init; }

    /// <summary>The step that runs again first; null when none was named.</summary>
    [JsonPropertyName("n")]
    public string? FromStep { get; init; }

    /// <summary>The kept steps whose values were edited.</summary>
    [JsonPropertyName("set")]
    public IReadOnlyList<StepKey> Edited { get; init; } = [];

    /// <summary>Who made it; null when nobody is known.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }
}
