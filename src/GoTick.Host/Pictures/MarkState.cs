namespace GoTick.Host.Pictures;

/// <summary>What a node of a picture looks like in a run; the greater is the more telling.</summary>
public enum MarkState
{
    /// <summary>It was not reached, or not yet.</summary>
    None,

    /// <summary>It stands ready and has not begun.</summary>
    Queued,

    /// <summary>It is done.</summary>
    Completed,

    /// <summary>It was cut off by the run's end.</summary>
    Canceled,

    /// <summary>It has failed.</summary>
    Failed,

    /// <summary>It waits for a time, a signal, people, branches, or a child.</summary>
    Waiting,

    /// <summary>It failed and will be tried again.</summary>
    Retrying,

    /// <summary>It is at work.</summary>
    Running,
}
