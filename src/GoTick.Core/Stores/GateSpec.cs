namespace GoTick.Core.Stores;

/// <summary>A fan-out's gate: which branches start, when, and when the wait is over. The store counts; what failure means was decided before.</summary>
public sealed record GateSpec
{
    /// <summary>The gate's id, <c>item~wait</c>; branch i is the item <c>item~wait.i</c>.</summary>
    public required string Gate { get; init; }

    /// <summary>How many branches there are; as many inputs were filled.</summary>
    public required int Total { get; init; }

    /// <summary>The most that live at one time, 1 to <see cref="StoreLimits.LiveBranches"/>; a store keeps it as a negative number while the gate is paused.</summary>
    public required int Limit { get; init; }

    /// <summary>The number of successes that fulfils the gate; no further branch is started then.</summary>
    public required int Need { get; init; }

    /// <summary>True: after a failure no further branch is started, and the wait is over when the living ones have ended.</summary>
    public required bool StopsOnFailure { get; init; }

    /// <summary>The queue of the branches.</summary>
    public required string Queue { get; init; }

    /// <summary>The priority of the branches.</summary>
    public required int Priority { get; init; }

    /// <summary>The line of the branches, one per run.</summary>
    public required string Line { get; init; }

    /// <summary>The header fields that each branch begins with.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>What all branches share; stored once.</summary>
    public required byte[] Shared { get; init; }

    /// <summary>What is posted to the parent when the wait is over.</summary>
    public required byte[] DoneMessage { get; init; }
}
