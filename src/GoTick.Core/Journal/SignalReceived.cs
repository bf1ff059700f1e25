using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A signal was taken out of the inbox. A later message with the same id is a repeat, and dropped.</summary>
public sealed record SignalReceived : StepEvent
{
    /// <summary>The message's id.</summary>
    [JsonPropertyName("msg")]
    public required string Message { get; init; }

    /// <summary>What was sent; none when only the signal itself matters.</summary>
    [JsonPropertyName("val")]
    public Payload Value { get; init; }

    /// <summary>Who sent it; null when nobody is known.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Signal;
}
