namespace GoTick.Core.Execution;

/// <summary>What a start does when a run with the wanted id exists.</summary>
public enum ExistingRun
{
    /// <summary>Refuse: <c>TickRunExists</c>.</summary>
    Error,

    /// <summary>Return that run, if its flow and arguments are the same; else <c>TickRunConflict</c>.</summary>
    Return,

    /// <summary>Cancel it if it is live, wait for its end, remove it and start anew.</summary>
    Restart,
}
