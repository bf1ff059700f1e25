namespace GoTick.Core.Stores;

/// <summary>Who holds and who waits at one limit.</summary>
/// <param name="Holders">The holders by name (ordinal).</param>
/// <param name="Waiters">Those who wait, in the order of their turns.</param>
public sealed record LimitPermits(IReadOnlyList<PermitHolder> Holders, IReadOnlyList<PermitWaiter> Waiters);
