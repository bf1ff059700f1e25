using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>The run ended well.</summary>
public sealed record RunCompleted : JournalEvent
{
    /// <summary>What the flow wrote; none when it wrote nothing.</summary>
    [JsonPropertyName("val")]
    public Payload Output { get; init; }

    /// <summary>Non-terminating errors on the way.</summary>
    [JsonPropertyName("errors")]
    public int ErrorCount { get; init; }
}
