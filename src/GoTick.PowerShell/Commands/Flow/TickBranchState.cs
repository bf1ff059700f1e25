namespace GoTick.PowerShell.Commands.Flow;

/// <summary>Where a branch is.</summary>
public enum TickBranchState
{
    /// <summary>Made; no wait has run it.</summary>
    Created,

    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>It failed, after its last attempt.</summary>
    Failed,

    /// <summary>The wait was over before it ran or ended.</summary>
    Canceled,
}
