using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Core.Execution;

/// <summary>One branch that a flow wants to run.</summary>
public sealed record BranchRequest
{
    /// <summary>Its key: <c>NAME</c>, <c>NAME#2</c>, <c>NAME[i]</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its block and what is common to all branches made by the same call; the same instance is stored once.</summary>
    public required BranchTemplate Template { get; init; }

    /// <summary>The item (<c>$_</c>); none when there is none.</summary>
    public Payload Item { get; init; }

    /// <summary>Its place in the wait; null = as it stands among the branches.</summary>
    internal int? Index { get; init; }

    /// <summary>What it had recorded in another store; null when it begins here.</summary>
    internal IReadOnlyList<JournalEvent>? Before { get; init; }
}
