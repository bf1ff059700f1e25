using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>How one branch ended.</summary>
public sealed record BranchResult
{
    /// <summary>Its place in the wait, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How it ended.</summary>
    public required BranchState State { get; init; }

    /// <summary>What it wrote: none, or one payload (the codec says whether it holds one value or several).</summary>
    public Payload Value { get; init; }

    /// <summary>Its error, when it failed.</summary>
    public FailureDetails? Error { get; init; }
}
