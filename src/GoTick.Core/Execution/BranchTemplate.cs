using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>What the branches of one <c>New-TickAsync</c> call share.</summary>
public sealed record BranchTemplate
{
    /// <summary>The block.</summary>
    public required BlockReference Block { get; init; }

    /// <summary>How often a branch is tried.</summary>
    public required RetryPolicy Retry { get; init; }

    /// <summary>The <c>$using:</c> values (a dictionary); none when there are none.</summary>
    public Payload Using { get; init; }

    /// <summary>The argument list (an array); none when there is none.</summary>
    public Payload Arguments { get; init; }
}
