using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A child run was started, in the same commit; the item waits for its end.</summary>
public sealed record ChildStarted : StepEvent
{
    /// <summary>The child.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>Its flow.</summary>
    [JsonPropertyName("flow")]
    public required string Flow { get; init; }

    /// <summary>True: it is not cancelled with its parent.</summary>
    [JsonPropertyName("det")]
    public bool IsDetached { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Child;
}
