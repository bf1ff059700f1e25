using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>What a branch needs to run on any worker.</summary>
public sealed record BranchInfo
{
    /// <summary>Its key as the flow knows it: <c>NAME</c> or <c>NAME[i]</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its place in the wait, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The block.</summary>
    public required BlockReference Block { get; init; }

    /// <summary>The <c>$using:</c> values, captured when the branch was made (a dictionary); none when there are none.</summary>
    public Payload Using { get; init; }

    /// <summary>The values of the run's state when the wait began, by name.</summary>
    public IReadOnlyDictionary<string, Payload> State { get; init; } = new Dictionary<string, Payload>();

    /// <summary>The item (<c>$_</c>) of a branch that was made from pipeline input; none otherwise.</summary>
    public Payload Item { get; init; }

    /// <summary>The argument list (an array); none when there is none.</summary>
    public Payload Arguments { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    public int Attempt { get; init; } = 1;
}
