using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>Short forms of reads.</summary>
public static class FlowStoreReads
{
    /// <summary>The first messages of an inbox, at most <paramref name="count"/>, by number.</summary>
    public static ValueTask<IReadOnlyList<InboxMessage>> ReadInboxAsync(this IFlowStore store, ItemId item, int count, CancellationToken cancel = default) =>
        store.ReadInboxAsync(item, 0, count, cancel);
}
