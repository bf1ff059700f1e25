using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Schedules;

/// <summary>What a schedule starts, and when. A wire format: additive only. Changing it touches runs to come, never one that has started.</summary>
public sealed record ScheduleDefinition
{
    /// <summary>The zone of schedules that name none.</summary>
    public const string Utc = "UTC";

    /// <summary>How far back missed times are made up for by default.</summary>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(1);

    /// <summary>Its name, as it was written: 1 to 100 characters of <c>A-Z a-z 0-9 . _ : -</c>. Compared without case.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The flow.</summary>
    [JsonPropertyName("flow")]
    public required string Flow { get; init; }

    /// <summary>Five fields, six with seconds first, or a macro such as <c>@daily</c>.</summary>
    [JsonPropertyName("cron")]
    public required string Cron { get; init; }

    /// <summary>The time zone that <see cref="Cron"/> is read in, an IANA or Windows id. Default UTC.</summary>
    [JsonPropertyName("zone")]
    public string TimeZone { get; init; } = Utc;

    /// <summary>The arguments of each run, a dictionary in the codec of the values.</summary>
    [JsonPropertyName("args")]
    public Payload Arguments { get; init; }

    /// <summary>
    /// Each time is put off by a part of this that follows from schedule and time, so that many schedules of one time do not start at once: never early, and
    /// always before the next time. 0 to 1 day, default 0.
    /// </summary>
    [JsonPropertyName("jitter")]
    public TimeSpan Jitter { get; init; }

    /// <summary>No time before this; null = from now on.</summary>
    [JsonPropertyName("from")]
    public DateTimeOffset? Start { get; init; }

    /// <summary>No time after this; null = for ever.</summary>
    [JsonPropertyName("to")]
    public DateTimeOffset? End { get; init; }

    /// <summary>What happens while a run of it has not ended.</summary>
    [JsonPropertyName("overlap")]
    public ScheduleOverlap Overlap { get; init; }

    /// <summary>What becomes of missed times.</summary>
    [JsonPropertyName("misfire")]
    public ScheduleMisfire Misfire { get; init; }

    /// <summary>How far back missed times are made up for. 0 to 366 days, default 1 day.</summary>
    [JsonPropertyName("window")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TimeSpan MisfireWindow { get; init; } = DefaultWindow;

    /// <summary>The queue of its runs; null = the flow's.</summary>
    [JsonPropertyName("queue")]
    public string? Queue { get; init; }

    /// <summary>−100 to 100; null = the flow's.</summary>
    [JsonPropertyName("prio")]
    public int? Priority { get; init; }

    /// <summary>Tags of its runs, beside the flow's and <c>schedule:NAME</c>.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>True when it came from the flow's <c>[TickFlow(Schedule = …)]</c>, and goes with it.</summary>
    [JsonPropertyName("own")]
    public bool IsFromFlow { get; init; }

    /// <inheritdoc/>
    public bool Equals(ScheduleDefinition? other) =>
        other is not null
        && (Name, Flow, Cron, TimeZone, Arguments, Jitter, Start, End) == (other.Name, other.Flow, other.Cron, other.TimeZone, other.Arguments, other.Jitter, other.Start, other.End)
        && (Overlap, Misfire, MisfireWindow, Queue, Priority, IsFromFlow) == (other.Overlap, other.Misfire, other.MisfireWindow, other.Queue, other.Priority, other.IsFromFlow)
        && Tags.SequenceEqual(other.Tags, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Flow, Cron, TimeZone);

    /// <summary>True when both have the same times.</summary>
    internal bool HasTimesOf(ScheduleDefinition other) =>
        (Cron, TimeZone, Jitter, Start, End) == (other.Cron, other.TimeZone, other.Jitter, other.Start, other.End);
}
