using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>The arguments with their defaults, which were evaluated once.</summary>
public sealed record ArgumentsBound : JournalEvent
{
    /// <summary>The arguments.</summary>
    [JsonPropertyName("args")]
    public Payload Arguments { get; init; }
}
