using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>What a caller wants to start. The arguments were checked against the flow's parameters before.</summary>
public sealed record StartRequest
{
    /// <summary>The flow's name.</summary>
    public required string Flow { get; init; }

    /// <summary>The arguments, a dictionary in the codec of the values.</summary>
    public Payload Arguments { get; init; }

    /// <summary>The run's id; null = a new one.</summary>
    public ItemId? Id { get; init; }

    /// <summary>What to do when a run with this id exists. Default: an error.</summary>
    public ExistingRun IfExists { get; init; }

    /// <summary>Not before this much time has passed (store clock); null = now.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Not before this time; null = now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The queue; null = the flow's.</summary>
    public string? Queue { get; init; }

    /// <summary>−100 to 100; null = the flow's.</summary>
    public int? Priority { get; init; }

    /// <summary>The key under which it takes turns, up to 200 characters; null = the flow's.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>The time for the run from its first activation on; null = the flow's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The item that waits for it, a run or a branch; null = nobody. Set by that item's own commit only.</summary>
    internal ItemId? Parent { get; init; }

    /// <summary>True: it is not cancelled with its parent.</summary>
    internal bool IsDetached { get; init; }

    /// <summary>Tags beside the flow's.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The folder to start in; null = the flow's own.</summary>
    public string? WorkingDirectory { get; init; }
}
