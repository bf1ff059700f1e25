using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>An event of a step that runs a block.</summary>
public abstract record BlockEvent : StepEvent
{
    /// <summary>Which kind of block.</summary>
    [JsonPropertyName("s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required StepKind Kind { get; init; }

    /// <summary>Which attempt, from 1.</summary>
    [JsonPropertyName("a")]
    public int Attempt { get; init; } = 1;

    /// <summary>How long the attempt took.</summary>
    [JsonPropertyName("d")]
    public TimeSpan Took { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public sealed override StepKind StepKind => Kind;
}
