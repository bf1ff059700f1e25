using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A child has ended; every replay sees this end.</summary>
public sealed record ChildCompleted : StepEvent
{
    /// <summary>The child.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>Its flow.</summary>
    [JsonPropertyName("flow")]
    public required string Flow { get; init; }

    /// <summary>How it ended.</summary>
    [JsonPropertyName("s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RunStatus Status { get; init; }

    /// <summary>What it wrote; none when it wrote nothing.</summary>
    [JsonPropertyName("val")]
    public Payload Value { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    [JsonPropertyName("err")]
    public FailureDetails? Error { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Child;
}
