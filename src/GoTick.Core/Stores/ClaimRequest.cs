using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>A worker's call to one partition: sweep, presence, and work for its free slots.</summary>
public sealed record ClaimRequest
{
    /// <summary>The partition.</summary>
    public required int Partition { get; init; }

    /// <summary>The worker.</summary>
    public required WorkerId Worker { get; init; }

    /// <summary>What others may know of it; kept for <see cref="PresenceFor"/>.</summary>
    public required byte[] Presence { get; init; }

    /// <summary>How long the worker counts as present without another call.</summary>
    public required TimeSpan PresenceFor { get; init; }

    /// <summary>The queues it serves. The first one to be asked rotates with <see cref="Sequence"/>.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>Those of the queues of which only items of <see cref="Band.Control"/> are taken.</summary>
    public IReadOnlyList<string> Paused { get; init; } = [];

    /// <summary>
    /// The most items to take, 0 to 16. With 0 the call sweeps, renews the presence, and brings up to <see cref="StoreLimits.ControlAtOnce"/> items of
    /// <see cref="Band.Control"/>: they are decided without a slot.
    /// </summary>
    public required int Max { get; init; }

    /// <summary>The number of this call, from 1 and rising; a repeated number gives the same items again.</summary>
    public required long Sequence { get; init; }

    /// <summary>How long the leases last.</summary>
    public required TimeSpan LeaseFor { get; init; }

    /// <summary>True: tell this worker when work becomes ready and the call brought less than <see cref="Max"/>. Of mail it is told always.</summary>
    public bool WantsWake { get; init; } = true;
}
