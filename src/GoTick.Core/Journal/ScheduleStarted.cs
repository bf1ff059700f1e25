using System.Text.Json.Serialization;
using GoTick.Core.Schedules;

namespace GoTick.Core.Journal;

/// <summary>The one event of a schedule's journal: what it is. A change begins the journal anew.</summary>
public sealed record ScheduleStarted : JournalEvent
{
    /// <summary>The schedule.</summary>
    [JsonPropertyName("def")]
    public required ScheduleDefinition Definition { get; init; }

    /// <summary>Who made or changed it; null when nobody is known.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }
}
