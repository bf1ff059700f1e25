using System.Collections;
using GoTick.Core.Client;
using GoTick.PowerShell.Values;

namespace GoTick;

/// <summary>A schedule as it was when it was looked up. Times are those of the store's clock.</summary>
public sealed class TickSchedule
{
    internal TickSchedule(ScheduleView schedule, string store)
    {
        Name = schedule.Definition.Name;
        Flow = schedule.Definition.Flow;
        Status = schedule.Status.ToString();
        Cron = schedule.Definition.Cron;
        TimeZone = schedule.Definition.TimeZone;
        Next = schedule.Next;
        NextDue = schedule.NextDue;
        Upcoming = [.. schedule.Upcoming];
        Last = schedule.Last;
        LastRun = schedule.LastRun?.Text;
        Pending = schedule.Pending;
        Backlog = schedule.Backlog;
        Started = schedule.Started;
        Skipped = schedule.Skipped;
        Missed = schedule.Missed;
        Arguments = ValueCodec.Decode(schedule.Definition.Arguments) as IDictionary;
        Jitter = schedule.Definition.Jitter;
        Start = schedule.Definition.Start;
        End = schedule.Definition.End;
        Overlap = Enum.Parse<TickOverlap>(schedule.Definition.Overlap.ToString());
        Misfire = Enum.Parse<TickMisfire>(schedule.Definition.Misfire.ToString());
        MisfireWindow = schedule.Definition.MisfireWindow;
        Queue = schedule.Definition.Queue;
        Priority = schedule.Definition.Priority;
        Tags = [.. schedule.Definition.Tags];
        FromFlow = schedule.Definition.IsFromFlow;
        Paused = schedule.Paused;
        Changed = schedule.Changed;
        By = schedule.By;
        ErrorId = schedule.ErrorId;
        Store = store;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The flow that it starts.</summary>
    public string Flow { get; }

    /// <summary><c>Active</c>, <c>Paused</c>, or <c>Ended</c>: no time is to come.</summary>
    public string Status { get; }

    /// <summary>The cron expression.</summary>
    public string Cron { get; }

    /// <summary>The time zone that it is read in.</summary>
    public string TimeZone { get; }

    /// <summary>Its next time; null when there is none, or while it is paused.</summary>
    public DateTimeOffset? Next { get; }

    /// <summary>When the run of <see cref="Next"/> starts: later by its jitter.</summary>
    public DateTimeOffset? NextDue { get; }

    /// <summary>The times that <c>-Next</c> asked for.</summary>
    public DateTimeOffset[] Upcoming { get; }

    /// <summary>The last of its times that a run was started for.</summary>
    public DateTimeOffset? Last { get; }

    /// <summary>The id of the run that it started last; null when there is none.</summary>
    public string? LastRun { get; }

    /// <summary>The time whose run waits for the end of the one before; null when none does.</summary>
    public DateTimeOffset? Pending { get; }

    /// <summary>How many runs of past times are still to come.</summary>
    public int Backlog { get; }

    /// <summary>How many runs it has started.</summary>
    public long Started { get; }

    /// <summary>How many times were passed over because a run had not ended.</summary>
    public long Skipped { get; }

    /// <summary>How many times were missed and not made up for.</summary>
    public long Missed { get; }

    /// <summary>The arguments of its runs; null when there are none.</summary>
    public IDictionary? Arguments { get; }

    /// <summary>The most by which a run starts after its time.</summary>
    public TimeSpan Jitter { get; }

    /// <summary>No time before this; null = from its making on.</summary>
    public DateTimeOffset? Start { get; }

    /// <summary>No time after this; null = for ever.</summary>
    public DateTimeOffset? End { get; }

    /// <summary>What happens while a run of it has not ended.</summary>
    public TickOverlap Overlap { get; }

    /// <summary>What becomes of missed times.</summary>
    public TickMisfire Misfire { get; }

    /// <summary>How far back missed times are made up for.</summary>
    public TimeSpan MisfireWindow { get; }

    /// <summary>The queue of its runs; null = the flow's.</summary>
    public string? Queue { get; }

    /// <summary>The priority of its runs; null = the flow's.</summary>
    public int? Priority { get; }

    /// <summary>Tags of its runs.</summary>
    public string[] Tags { get; }

    /// <summary>True when the flow's own text declares it: <c>[TickFlow(Schedule = …)]</c>.</summary>
    public bool FromFlow { get; }

    /// <summary>When it was paused; null when it is not.</summary>
    public DateTimeOffset? Paused { get; }

    /// <summary>When it was made or changed.</summary>
    public DateTimeOffset Changed { get; }

    /// <summary>Who made or changed it; null when nobody is known.</summary>
    public string? By { get; }

    /// <summary>Why its last time could not be started; null when it could.</summary>
    public string? ErrorId { get; }

    /// <summary>The store, without user and password.</summary>
    public string Store { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
