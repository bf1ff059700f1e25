using System.Text.Json.Serialization;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A block that the flow left for the end of its run. It holds all that its execution needs, so that the script is not run again for it.</summary>
public abstract record RegisteredBlockEvent : StepEvent
{
    /// <summary>The block.</summary>
    [JsonPropertyName("block")]
    public required BlockReference Block { get; init; }

    /// <summary>The variables that it names, as they were when it was registered (a dictionary); none when there are none.</summary>
    [JsonPropertyName("vars")]
    public Payload Variables { get; init; }

    /// <summary>How often it is tried.</summary>
    [JsonPropertyName("try")]
    public required RetryPolicy Retry { get; init; }
}
