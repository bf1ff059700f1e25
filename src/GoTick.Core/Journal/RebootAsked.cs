using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>The machine was told to reboot, and took it: it is not told again.</summary>
public sealed record RebootAsked : StepEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Reboot;
}
