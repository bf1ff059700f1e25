using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>A worker's right to an item. The token comes from the partition's clock and never repeats; every write by the holder carries both.</summary>
public readonly record struct Lease(long Token, WorkerId Owner);
