using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A compensation was registered: should the run fail, time out or be cancelled, it is run.</summary>
public sealed record CompensationRegistered : RegisteredBlockEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Compensation;
}
