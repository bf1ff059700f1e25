using System.Text.Json.Serialization;

namespace GoTick.Core.Journal;

/// <summary>The run ended because its time was over.</summary>
public sealed record RunTimedOut : JournalEvent
{
    /// <summary>The time that it had, from its first activation on.</summary>
    [JsonPropertyName("max")]
    public TimeSpan Timeout { get; init; }
}
