using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A step's result. From now on its block never runs again in this run.</summary>
public sealed record StepCompleted : BlockEvent
{
    /// <summary>Its value; none for a task.</summary>
    [JsonPropertyName("val")]
    public Payload Value { get; init; }
}
