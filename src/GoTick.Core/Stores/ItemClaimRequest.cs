using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>A claim of one known item, by a worker or by a command that wants to decide on it.</summary>
public sealed record ItemClaimRequest
{
    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Who wants it.</summary>
    public required WorkerId Worker { get; init; }

    /// <summary>How long the lease lasts.</summary>
    public required TimeSpan LeaseFor { get; init; }

    /// <summary>True: take it from a living holder, whose writes are refused from then on.</summary>
    public bool Force { get; init; }
}
