namespace GoTick.Core.Flows;

/// <summary>What people see of a run. The last four are terminal.</summary>
public enum RunStatus
{
    /// <summary>In a queue, waiting for a worker: not begun, or woken.</summary>
    Queued,

    /// <summary>A worker holds its lease.</summary>
    Running,

    /// <summary>Waiting for a timer, branches, a child or a signal; costs nothing in any worker.</summary>
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
