using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>An item in an index.</summary>
/// <param name="Created">When the item was made; the index's order.</param>
/// <param name="Item">The item.</param>
public sealed record IndexEntry(StoreTime Created, ItemId Item);
