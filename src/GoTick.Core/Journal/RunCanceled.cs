using System.Text.Json.Serialization;

namespace GoTick.Core.Journal;

/// <summary>The run ended because somebody asked for it.</summary>
public sealed record RunCanceled : JournalEvent
{
    /// <summary>What was said about it.</summary>
    [JsonPropertyName("why")]
    public string? Reason { get; init; }

    /// <summary>Who asked; null when nobody is known.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }
}
