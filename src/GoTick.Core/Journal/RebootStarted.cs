using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A machine is to be rebooted; recorded before it is told. The step is over when the machine is up again under another boot id.</summary>
public sealed record RebootStarted : StepEvent
{
    /// <summary>The machine.</summary>
    [JsonPropertyName("machine")]
    public required string Machine { get; init; }

    /// <summary>The boot that is to end.</summary>
    [JsonPropertyName("boot")]
    public required string Boot { get; init; }

    /// <summary>How long the machine may stay up after it was told.</summary>
    [JsonPropertyName("time")]
    public TimeSpan Timeout { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Reboot;
}
