using System.Text.Json.Serialization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>The machine was told to reboot, and took it: it is not told again.</summary>
public sealed record RebootAsked : StepEvent
{
    /// <summary>When the step fails if the machine is still in the old boot.</summary>
    [JsonPropertyName("due")]
    public StoreTime Due { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Reboot;
}
