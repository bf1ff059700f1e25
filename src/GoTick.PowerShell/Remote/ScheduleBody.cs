using GoTick.Core.Flows;
using GoTick.Core.Schedules;

namespace GoTick.PowerShell.Remote;

/// <summary>What a schedule starts, and when.</summary>
internal sealed record ScheduleBody
{
    /// <summary>The flow.</summary>
    public required string Flow { get; init; }

    /// <summary>Five fields, six with seconds first, or a macro such as <c>@daily</c>.</summary>
    public required string Cron { get; init; }

    /// <summary>The time zone of the expression, an IANA or Windows id.</summary>
    public string TimeZone { get; init; } = ScheduleDefinition.Utc;

    /// <summary>The arguments of each run, an object; they are checked against the flow's own <c>param()</c>.</summary>
    public Payload Arguments { get; init; }

    /// <summary>Each run starts up to so many seconds after its time. 0 to 1 day.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>No time before this.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>No time after this.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>What happens while a run of it has not ended.</summary>
    public ScheduleOverlap Overlap { get; init; }

    /// <summary>What becomes of missed times.</summary>
    public ScheduleMisfire Misfire { get; init; }

    /// <summary>How far back missed times are made up for, in seconds. 0 to 366 days.</summary>
    public TimeSpan MisfireWindow { get; init; } = ScheduleDefinition.DefaultWindow;

    /// <summary>The queue of its runs. Default: the flow's.</summary>
    public string? Queue { get; init; }

    /// <summary>−100 to 100. Default: the flow's.</summary>
    public int? Priority { get; init; }

    /// <summary>Tags of its runs, beside the flow's.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
