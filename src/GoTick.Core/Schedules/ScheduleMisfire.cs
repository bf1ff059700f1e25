namespace GoTick.Core.Schedules;

/// <summary>
/// What becomes of times that nobody was there for: no worker, or no store. Up to a minute late is not missed. Times before the window, and those of a pause, are
/// never made up for.
/// </summary>
public enum ScheduleMisfire
{
    /// <summary>One run, for the last of them. The default.</summary>
    RunOnce = 0,

    /// <summary>None.</summary>
    Skip = 1,

    /// <summary>A run for each: side by side where runs may overlap, else one after another.</summary>
    RunAll = 2,
}
