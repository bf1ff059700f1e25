using System.Text.Json.Serialization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>A wait for a signal began, because none had come. Signals' names are a namespace of their own.</summary>
public sealed record SignalWaitStarted : StepEvent
{
    /// <summary>When the wait is over without a signal; null = never.</summary>
    [JsonPropertyName("due")]
    public StoreTime? Due { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Signal;
}
