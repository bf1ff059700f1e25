using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A variable of the run was set. Its names are a namespace of their own.</summary>
public sealed record StateSet : StepEvent
{
    /// <summary>The value.</summary>
    [JsonPropertyName("val")]
    public Payload Value { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.State;
}
