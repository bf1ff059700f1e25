using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>Nobody had decided in time: others are asked, too.</summary>
public sealed record ApprovalEscalated : StepEvent
{
    /// <summary>Who is asked from now on, beside those before.</summary>
    [JsonPropertyName("to")]
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Approval;
}
