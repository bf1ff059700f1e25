namespace GoTick.Core.Stores;

/// <summary>What a claim of one item brought.</summary>
/// <param name="Now">The partition's time.</param>
/// <param name="Place">Where the item was before; null when it does not exist.</param>
/// <param name="Item">The item, leased now; null when it does not exist, has ended, or another holds it.</param>
public sealed record ItemClaimReply(StoreTime Now, Place? Place, ClaimedItem? Item);
