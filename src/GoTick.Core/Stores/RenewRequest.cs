using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>The renewal of all of a worker's leases in one partition.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Worker">The holder.</param>
/// <param name="Leases">The items with their tokens.</param>
/// <param name="LeaseFor">How long they last from now on.</param>
public sealed record RenewRequest(int Partition, WorkerId Worker, IReadOnlyList<(ItemId Item, long Token)> Leases, TimeSpan LeaseFor);
