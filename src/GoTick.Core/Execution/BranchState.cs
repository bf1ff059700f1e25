namespace GoTick.Core.Execution;

/// <summary>How a branch ended.</summary>
public enum BranchState
{
    /// <summary>Its block came to the end.</summary>
    Completed,

    /// <summary>Its block failed, after its last attempt.</summary>
    Failed,

    /// <summary>It was not started, or was stopped, because the wait was over before.</summary>
    Canceled,
}
