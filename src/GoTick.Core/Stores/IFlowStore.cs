using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>
/// The port to a store. It knows items, inboxes, lines, timers, gates and texts, and no policy. Every call may throw
/// <see cref="StoreUnavailableException"/>, after which nothing is known of what the store did: repeat the call (each is safe to
/// repeat), never read it as "absent".
/// </summary>
public interface IFlowStore : IAsyncDisposable
{
    /// <summary>Which store it is.</summary>
    StoreIdentity Identity { get; }

    /// <summary>The number of partitions, frozen when the namespace was made.</summary>
    int Partitions { get; }

    /// <summary>What the operator of the store should change, one sentence each, as it was when it was opened; empty when all is well.</summary>
    IReadOnlyList<string> Warnings => [];

    /// <summary>The partition of an item and of its whole tree.</summary>
    int PartitionOf(ItemId item);

    /// <summary>Applies all of a batch or nothing.</summary>
    ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default);

    /// <summary>Sweeps due timers and expired leases, renews the worker's presence, and leases ready items to it.</summary>
    ValueTask<ClaimReply> ClaimAsync(ClaimRequest request, CancellationToken cancel = default);

    /// <summary>
    /// As <see cref="CommitAsync"/>, for threads of one's own: the answer wakes the calling thread at once, where an awaiting caller is woken by way of the
    /// thread pool. Never call it from the pool.
    /// </summary>
    CommitReply Commit(Batch batch) => CommitAsync(batch).AsTask().GetAwaiter().GetResult();

    /// <summary>As <see cref="ClaimAsync"/>, for threads of one's own; see <see cref="Commit"/>.</summary>
    ClaimReply Claim(ClaimRequest request) => ClaimAsync(request).AsTask().GetAwaiter().GetResult();

    /// <summary>Leases one known item.</summary>
    ValueTask<ItemClaimReply> ClaimItemAsync(ItemClaimRequest request, CancellationToken cancel = default);

    /// <summary>Renews leases.</summary>
    ValueTask<RenewReply> RenewAsync(RenewRequest request, CancellationToken cancel = default);

    /// <summary>A worker is known to be gone: its presence is dropped and what it held is ready at once. Returns how many items.</summary>
    ValueTask<int> DeclareDeadAsync(int partition, WorkerId worker, CancellationToken cancel = default);

    /// <summary>The header of an item; null when it does not exist.</summary>
    ValueTask<ItemHeader?> ReadHeaderAsync(ItemId item, CancellationToken cancel = default);

    /// <summary>The headers of items of any partitions, in the same order; null for each that does not exist.</summary>
    ValueTask<IReadOnlyList<ItemHeader?>> ReadHeadersAsync(IReadOnlyList<ItemId> items, CancellationToken cancel = default);

    /// <summary>Events from number <paramref name="from"/> (0 is the first), at most <paramref name="count"/>.</summary>
    ValueTask<IReadOnlyList<byte[]>> ReadJournalAsync(ItemId item, int from, int count, CancellationToken cancel = default);

    /// <summary>Messages of an inbox with a number above <paramref name="after"/>, at most <paramref name="count"/>, by number.</summary>
    ValueTask<IReadOnlyList<InboxMessage>> ReadInboxAsync(ItemId item, long after, int count, CancellationToken cancel = default);

    /// <summary>A gate of an item; null when it does not exist.</summary>
    ValueTask<GateState?> ReadGateAsync(ItemId item, string gate, CancellationToken cancel = default);

    /// <summary>Outcomes of branches with index ≥ <paramref name="from"/> and &lt; <paramref name="from"/> + <paramref name="count"/>, by index.</summary>
    ValueTask<IReadOnlyList<GateOutcome>> ReadOutcomesAsync(ItemId item, string gate, int from, int count, CancellationToken cancel = default);

    /// <summary>Entries of an index, newest first.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="index">The index.</param>
    /// <param name="before">Only what was created before; null = from the newest.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancel">Gives up waiting.</param>
    ValueTask<IReadOnlyList<IndexEntry>> ReadIndexAsync(
        int partition, string index, StoreTime? before, int count, CancellationToken cancel = default);

    /// <summary>Items in one of the places where few are at one time, in no order, at most <paramref name="count"/>.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="place"><see cref="Place.Leased"/> or <see cref="Place.Ready"/>.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancel">Gives up waiting.</param>
    ValueTask<IReadOnlyList<ItemId>> ReadPlacedAsync(int partition, Place place, int count, CancellationToken cancel = default);

    /// <summary>Records of a run's log after number <paramref name="after"/>, at most <paramref name="count"/>.</summary>
    ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(ItemId run, long after, int count, CancellationToken cancel = default);

    /// <summary>Ended items whose time is over, at most <paramref name="count"/>.</summary>
    ValueTask<IReadOnlyList<ItemId>> ReadGoneAsync(int partition, int count, CancellationToken cancel = default);

    /// <summary>The workers that are present.</summary>
    ValueTask<IReadOnlyList<WorkerPresence>> ReadWorkersAsync(int partition, CancellationToken cancel = default);

    /// <summary>The queues that hold ready items.</summary>
    ValueTask<IReadOnlyList<QueueState>> ReadQueuesAsync(int partition, CancellationToken cancel = default);

    /// <summary>The partition's time.</summary>
    ValueTask<StoreTime> ReadTimeAsync(int partition, CancellationToken cancel = default);

    /// <summary>Stores a text under its hash; one that is there stays as it is.</summary>
    ValueTask PutBlobAsync(int partition, string hash, byte[] body, CancellationToken cancel = default);

    /// <summary>The text of a hash; null when it is not there.</summary>
    ValueTask<byte[]?> ReadBlobAsync(int partition, string hash, CancellationToken cancel = default);

    /// <summary>Deletes a text that nobody holds; returns whether it is gone.</summary>
    ValueTask<bool> DeleteBlobAsync(int partition, string hash, CancellationToken cancel = default);

    /// <summary>The texts that nobody holds, at most <paramref name="count"/>.</summary>
    ValueTask<IReadOnlyList<string>> ReadUnheldBlobsAsync(int partition, int count, CancellationToken cancel = default);

    /// <summary>A document; null when it does not exist.</summary>
    ValueTask<Document?> ReadDocumentAsync(string kind, string name, CancellationToken cancel = default);

    /// <summary>All documents of a kind, by name.</summary>
    ValueTask<IReadOnlyList<Document>> ListDocumentsAsync(string kind, CancellationToken cancel = default);

    /// <summary>
    /// Writes (a null body deletes) a document if its revision is still <paramref name="expected"/> (0 = it does not exist). Returns false, and
    /// changes nothing, when it is not. Documents of the kind <see cref="StoreLimits.SettingKind"/> are counted: see <see cref="ClaimReply.Settings"/>.
    /// </summary>
    ValueTask<bool> WriteDocumentAsync(string kind, string name, long expected, byte[]? body, CancellationToken cancel = default);

    /// <summary>Gives permits of a limit back, asks for one, and names who may have one now.</summary>
    ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default);

    /// <summary>The limits of a partition that somebody holds or waits for, by name (ordinal), after <paramref name="after"/> (empty = from the first).</summary>
    ValueTask<IReadOnlyList<LimitState>> ReadLimitsAsync(int partition, string after, int count, CancellationToken cancel = default);

    /// <summary>Who holds and who waits at a limit; of those who wait at most the first <paramref name="waiters"/>.</summary>
    ValueTask<LimitPermits> ReadPermitsAsync(int partition, string limit, int waiters, CancellationToken cancel = default);

    /// <summary>Calls back when work may be ready for the worker. Lost calls only cost time; there may be too many.</summary>
    ValueTask<IAsyncDisposable> ListenAsync(WorkerId worker, Action wake, CancellationToken cancel = default);

    /// <summary>Calls back when the item may have ended. Lost calls only cost time; there may be too many.</summary>
    ValueTask<IAsyncDisposable> WatchAsync(ItemId item, Action changed, CancellationToken cancel = default);

    /// <summary>Everything that a partition knows. For the checker and for tests; it may take long and is not one moment's picture under load.</summary>
    ValueTask<StoreDump> DumpAsync(int partition, CancellationToken cancel = default);
}
