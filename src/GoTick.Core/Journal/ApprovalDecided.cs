using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>An approval has ended; the votes before it say why.</summary>
public sealed record ApprovalDecided : StepEvent
{
    /// <summary>How.</summary>
    [JsonPropertyName("s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required ApprovalOutcome Outcome { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Approval;
}
