namespace GoTick.Core.Schedules;

/// <summary>What happens when a schedule's time comes while a run of it has not ended. Safe to change with runs in flight: it counts from the next time on.</summary>
public enum ScheduleOverlap
{
    /// <summary>The runs go side by side, as cron does it. The default.</summary>
    Allow = 0,

    /// <summary>The time is passed over, and counted as skipped.</summary>
    Skip = 1,

    /// <summary>The run starts when the one before has ended. One waits at most; further times meanwhile are skipped.</summary>
    Queue = 2,

    /// <summary>The run before is cancelled; the new one starts when that has ended, its compensations included.</summary>
    Cancel = 3,
}
