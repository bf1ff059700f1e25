namespace GoTick.Core.Execution;

/// <summary>A wait for branches.</summary>
public sealed record FanOutRequest
{
    /// <summary>The most branches in one wait: 100,000 (design §7).</summary>
    public const int MaxBranches = 100_000;

    /// <summary>The most that run at one time: 1,000 (design §7).</summary>
    public const int MaxLive = 1_000;

    /// <summary>The branches, in the order of their results.</summary>
    public required IReadOnlyList<BranchRequest> Branches { get; init; }

    /// <summary>The most that run at one time, over all workers: 1 to 1,000. Default 5.</summary>
    public int ThrottleLimit { get; init; } = 5;

    /// <summary>True: the first success ends the wait and cancels the rest.</summary>
    public bool IsAny { get; init; }

    /// <summary>True (the default): after a failure no further branch is started.</summary>
    public bool StopsOnFailure { get; init; } = true;
}
