namespace GoTick;

/// <summary>Where a run is. The last four are its end.</summary>
public enum TickRunStatus
{
    /// <summary>In a queue, waiting for a worker: not begun, or woken.</summary>
    Queued,

    /// <summary>A worker executes it.</summary>
    Running,

    /// <summary>Waiting for a timer or for branches; costs nothing in any worker.</summary>
    Waiting,

    /// <summary>Stopped by a person or by the engine until somebody decides.</summary>
    Suspended,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Ended because somebody asked for it.</summary>
    Canceled,

    /// <summary>Ended because the flow's time was over.</summary>
    TimedOut,
}
