using System.Text.Json.Serialization;

namespace GoTick.Core.Journal;

/// <summary>From here on the run goes on with another text, which its journal fits; it is no step. The header names the text that counts.</summary>
public sealed record VersionChanged : JournalEvent
{
    /// <summary>The hash of the text.</summary>
    [JsonPropertyName("ver")]
    public required string Version { get; init; }

    /// <summary>Who decided so; null when nobody is known.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }
}
