using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>The time of a wait was over before a signal came; every replay raises the same error.</summary>
public sealed record SignalTimedOut : StepEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Signal;
}
