using System.Text.Json.Serialization;

namespace GoTick.Core.Journal;

/// <summary>Somebody brought a suspended run back.</summary>
public sealed record RunResumed : JournalEvent
{
    /// <summary>Who; null when nobody is known.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }

    /// <summary>Why; null when nothing was said.</summary>
    [JsonPropertyName("why")]
    public string? Reason { get; init; }
}
