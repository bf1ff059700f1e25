using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>An event of a step that replay matches by key and kind, in program order.</summary>
public abstract record StepEvent : JournalEvent
{
    /// <summary>The step.</summary>
    [JsonPropertyName("n")]
    public required StepKey Key { get; init; }

    /// <summary>What the step is.</summary>
    [JsonIgnore]
    public abstract StepKind StepKind { get; }
}
