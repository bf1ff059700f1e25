using System.Text.Json.Serialization;

namespace GoTick.Core.Journal;

/// <summary>A wait for branches is over and all its outcomes are in the journal.</summary>
public sealed record FanOutClosed : JournalEvent
{
    /// <summary>The gate.</summary>
    [JsonPropertyName("gate")]
    public required string Gate { get; init; }
}
