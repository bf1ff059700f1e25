using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A callback was registered: it is told of one way in which the run may end.</summary>
public sealed record CallbackRegistered : RegisteredBlockEvent
{
    /// <summary>Which end it is told of.</summary>
    [JsonPropertyName("on")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RunStatus On { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Callback;
}
