using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>What a claim brought.</summary>
/// <param name="Now">The partition's time.</param>
/// <param name="Items">The items, leased to the worker now.</param>
/// <param name="NextWake">The earliest timer of the partition; null when there is none.</param>
public sealed record ClaimReply(StoreTime Now, IReadOnlyList<ClaimedItem> Items, StoreTime? NextWake)
{
    /// <summary>
    /// The worker's items that got a message while it held them (told again with every claim, until it does not hold the item any more or has taken all
    /// messages) or whose lease somebody else took away (told once). A hint: look at the item.
    /// </summary>
    public IReadOnlyList<ItemId> Mail { get; init; } = [];

    /// <summary>
    /// How often documents of the kind <see cref="StoreLimits.SettingKind"/> were changed: who has read them at another number reads them again. Only partition 0,
    /// where documents live, counts; the others say 0.
    /// </summary>
    public long Settings { get; init; }
}
