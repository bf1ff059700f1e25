namespace GoTick.Core.Stores;

/// <summary>The answer to a renewal.</summary>
/// <param name="Now">The partition's time.</param>
/// <param name="Leases">One for each that was asked, in order.</param>
public sealed record RenewReply(StoreTime Now, IReadOnlyList<RenewedLease> Leases);
