namespace GoTick.Core.Stores;

/// <summary>
/// A call to one limit: permits are given back, one is asked for, and those who may have one now are named. All in one atomic step. The limit itself is what the
/// caller says it is: a store keeps who holds and who waits, and no settings.
/// </summary>
public sealed record PermitRequest
{
    /// <summary>The limit's home.</summary>
    public required int Partition { get; init; }

    /// <summary>The limit's name, 1 to 256 characters.</summary>
    public required string Limit { get; init; }

    /// <summary>The most holders at one time; null = any number.</summary>
    public int? Concurrency { get; init; }

    /// <summary>The least time between two permits, rounded up to microseconds; null = none.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Who leaves. Who neither holds nor waits is passed over.</summary>
    public IReadOnlyList<PermitLeave> Leave { get; init; } = [];

    /// <summary>Who wants one; null = nobody.</summary>
    public PermitAsk? Ask { get; init; }

    /// <summary>At most so many of those that would get a permit now, if they asked, are named. Default 0.</summary>
    public int Wake { get; init; }
}
