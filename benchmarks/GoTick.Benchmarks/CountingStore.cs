using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Benchmarks;

/// <summary>Counts the calls to a store, and the runs that ended through it.</summary>
internal sealed class CountingStore(IFlowStore store) : IFlowStore
{
    private readonly Target _ends = new();
    private readonly Target _sleeps = new();
    private long _calls;

    /// <summary>All calls.</summary>
    public long Calls => Volatile.Read(ref _calls);

    public StoreIdentity Identity => store.Identity;

    public int Partitions => store.Partitions;

    /// <summary>Completes when so many more runs have ended.</summary>
    public Task WaitForEndsAsync(int count) => _ends.WaitAsync(count);

    /// <summary>Completes when so many more sleeps have begun.</summary>
    public Task WaitForSleepsAsync(int count) => _sleeps.WaitAsync(count);

    public async ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default) =>
        Committed(batch, await Counted().CommitAsync(batch, cancel));

    public CommitReply Commit(Batch batch) => Committed(batch, Counted().Commit(batch));

    public ValueTask<ClaimReply> ClaimAsync(ClaimRequest request, CancellationToken cancel = default) => Counted().ClaimAsync(request, cancel);

    public ClaimReply Claim(ClaimRequest request) => Counted().Claim(request);

    public int PartitionOf(ItemId item) => store.PartitionOf(item);

    public ValueTask<ItemClaimReply> ClaimItemAsync(ItemClaimRequest request, CancellationToken cancel = default) => Counted().ClaimItemAsync(request, cancel);

    public ValueTask<RenewReply> RenewAsync(RenewRequest request, CancellationToken cancel = default) => Counted().RenewAsync(request, cancel);

    public ValueTask<int> DeclareDeadAsync(int partition, WorkerId worker, CancellationToken cancel = default) =>
        Counted().DeclareDeadAsync(partition, worker, cancel);

    public ValueTask<ItemHeader?> ReadHeaderAsync(ItemId item, CancellationToken cancel = default) => Counted().ReadHeaderAsync(item, cancel);

    public ValueTask<IReadOnlyList<ItemHeader?>> ReadHeadersAsync(IReadOnlyList<ItemId> items, CancellationToken cancel = default) =>
        Counted().ReadHeadersAsync(items, cancel);

    public ValueTask<IReadOnlyList<byte[]>> ReadJournalAsync(ItemId item, int from, int count, CancellationToken cancel = default) =>
        Counted().ReadJournalAsync(item, from, count, cancel);

    public ValueTask<IReadOnlyList<InboxMessage>> ReadInboxAsync(ItemId item, long after, int count, CancellationToken cancel = default) =>
        Counted().ReadInboxAsync(item, after, count, cancel);

    public ValueTask<GateState?> ReadGateAsync(ItemId item, string gate, CancellationToken cancel = default) => Counted().ReadGateAsync(item, gate, cancel);

    public ValueTask<IReadOnlyList<GateOutcome>> ReadOutcomesAsync(ItemId item, string gate, int from, int count, CancellationToken cancel = default) =>
        Counted().ReadOutcomesAsync(item, gate, from, count, cancel);

    public ValueTask<IReadOnlyList<IndexEntry>> ReadIndexAsync(int partition, string index, StoreTime? before, int count, CancellationToken cancel = default) =>
        Counted().ReadIndexAsync(partition, index, before, count, cancel);

    public ValueTask<IReadOnlyList<ItemId>> ReadPlacedAsync(int partition, Place place, int count, CancellationToken cancel = default) =>
        Counted().ReadPlacedAsync(partition, place, count, cancel);

    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(ItemId run, long after, int count, CancellationToken cancel = default) =>
        Counted().ReadLogAsync(run, after, count, cancel);

    public ValueTask<IReadOnlyList<ItemId>> ReadGoneAsync(int partition, int count, CancellationToken cancel = default) =>
        Counted().ReadGoneAsync(partition, count, cancel);

    public ValueTask<IReadOnlyList<WorkerPresence>> ReadWorkersAsync(int partition, CancellationToken cancel = default) =>
        Counted().ReadWorkersAsync(partition, cancel);

    public ValueTask<IReadOnlyList<QueueState>> ReadQueuesAsync(int partition, CancellationToken cancel = default) =>
        Counted().ReadQueuesAsync(partition, cancel);

    public ValueTask<StoreTime> ReadTimeAsync(int partition, CancellationToken cancel = default) => Counted().ReadTimeAsync(partition, cancel);

    public ValueTask PutBlobAsync(int partition, string hash, byte[] body, CancellationToken cancel = default) =>
        Counted().PutBlobAsync(partition, hash, body, cancel);

    public ValueTask<byte[]?> ReadBlobAsync(int partition, string hash, CancellationToken cancel = default) =>
        Counted().ReadBlobAsync(partition, hash, cancel);

    public ValueTask<bool> DeleteBlobAsync(int partition, string hash, CancellationToken cancel = default) =>
        Counted().DeleteBlobAsync(partition, hash, cancel);

    public ValueTask<IReadOnlyList<string>> ReadUnheldBlobsAsync(int partition, int count, CancellationToken cancel = default) =>
        Counted().ReadUnheldBlobsAsync(partition, count, cancel);

    public ValueTask<Document?> ReadDocumentAsync(string kind, string name, CancellationToken cancel = default) =>
        Counted().ReadDocumentAsync(kind, name, cancel);

    public ValueTask<IReadOnlyList<Document>> ListDocumentsAsync(string kind, CancellationToken cancel = default) =>
        Counted().ListDocumentsAsync(kind, cancel);

    public ValueTask<bool> WriteDocumentAsync(string kind, string name, long expected, byte[]? body, CancellationToken cancel = default) =>
        Counted().WriteDocumentAsync(kind, name, expected, body, cancel);

    public ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default) => Counted().PermitAsync(request, cancel);

    public ValueTask<IReadOnlyList<LimitState>> ReadLimitsAsync(int partition, string after, int count, CancellationToken cancel = default) =>
        Counted().ReadLimitsAsync(partition, after, count, cancel);

    public ValueTask<LimitPermits> ReadPermitsAsync(int partition, string limit, int waiters, CancellationToken cancel = default) =>
        Counted().ReadPermitsAsync(partition, limit, waiters, cancel);

    public ValueTask<IAsyncDisposable> ListenAsync(WorkerId worker, Action wake, CancellationToken cancel = default) => store.ListenAsync(worker, wake, cancel);

    public ValueTask<IAsyncDisposable> WatchAsync(ItemId item, Action changed, CancellationToken cancel = default) => store.WatchAsync(item, changed, cancel);

    public ValueTask<StoreDump> DumpAsync(int partition, CancellationToken cancel = default) => Counted().DumpAsync(partition, cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private IFlowStore Counted()
    {
        Interlocked.Increment(ref _calls);
        return store;
    }

    private CommitReply Committed(Batch batch, CommitReply reply)
    {
        for (int i = 0; i < batch.Verbs.Count; i++)
        {
            (batch.Verbs[i] switch
            {
                Verb.End => _ends,
                Verb.Sleep => _sleeps,
                _ => null,
            })?.Count();
        }

        return reply;
    }

    /// <summary>Counts one thing and tells when it has happened often enough.</summary>
    private sealed class Target
    {
        private readonly Lock _lock = new();
        private readonly List<(long At, TaskCompletionSource Reached)> _waiting = [];
        private long _count;

        public Task WaitAsync(int count)
        {
            lock (_lock)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((_count + count, reached));
                return reached.Task.WaitAsync(TimeSpan.FromMinutes(3));
            }
        }

        public void Count()
        {
            lock (_lock)
            {
                _count++;
                _waiting.ForEach(w => _ = _count >= w.At && w.Reached.TrySetResult());
                _waiting.RemoveAll(w => _count >= w.At);
            }
        }
    }
}
