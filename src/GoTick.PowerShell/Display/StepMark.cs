namespace GoTick.PowerShell.Display;

/// <summary>The state of a line's step.</summary>
internal enum StepMark
{
    /// <summary>Not begun.</summary>
    Queued,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Waiting for a time or for branches.</summary>
    Waiting,

    /// <summary>Waiting for its next attempt.</summary>
    Retrying,

    /// <summary>Ended well.</summary>
    Done,

    /// <summary>Ended by an error.</summary>
    Failed,
}
