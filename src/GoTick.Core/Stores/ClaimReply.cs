namespace GoTick.Core.Stores;

/// <summary>What a claim brought.</summary>
/// <param name="Now">The partition's time.</param>
/// <param name="Items">The items, leased to the worker now.</param>
/// <param name="NextWake">The earliest timer of the partition; null when there is none.</param>
public sealed record ClaimReply(StoreTime Now, IReadOnlyList<ClaimedItem> Items, StoreTime? NextWake);
