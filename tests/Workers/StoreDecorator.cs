using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Tests.Workers;

/// <summary>A store that hands every call on; what derives from it changes one.</summary>
internal abstract class StoreDecorator(IFlowStore inner) : IFlowStore
{
    public StoreIdentity Identity => Inner.Identity;

    public int Partitions => Inner.Partitions;

    public int PartitionOf(ItemId item) => Inner.PartitionOf(item);

    public virtual ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default) => Inner.CommitAsync(batch, cancel);

    public virtual ValueTask<ClaimReply> ClaimAsync(ClaimRequest request, CancellationToken cancel = default) =>
        Inner.ClaimAsync(request, cancel);

    public virtual CommitReply Commit(Batch batch) => Inner.Commit(batch);

    public virtual ClaimReply Claim(ClaimRequest request) => Inner.Claim(request);

    public virtual ValueTask<ItemClaimReply> ClaimItemAsync(ItemClaimRequest request, CancellationToken cancel = default) =>
        Inner.ClaimItemAsync(request, cancel);

    public virtual ValueTask<RenewReply> RenewAsync(RenewRequest request, CancellationToken cancel = default) =>
        Inner.RenewAsync(request, cancel);

    public virtual ValueTask<int> DeclareDeadAsync(int partition, WorkerId worker, CancellationToken cancel = default) =>
        Inner.DeclareDeadAsync(partition, worker, cancel);

    public virtual ValueTask<ItemHeader?> ReadHeaderAsync(ItemId item, CancellationToken cancel = default) =>
        Inner.ReadHeaderAsync(item, cancel);

    public virtual ValueTask<IReadOnlyList<ItemId>> ReadPlacedAsync(int partition, Place place, int count, CancellationToken cancel = default) =>
        Inner.ReadPlacedAsync(partition, place, count, cancel);

    public virtual ValueTask<IReadOnlyList<ItemHeader?>> ReadHeadersAsync(IReadOnlyList<ItemId> items, CancellationToken cancel = default) =>
        Inner.ReadHeadersAsync(items, cancel);

    public virtual ValueTask<IReadOnlyList<byte[]>> ReadJournalAsync(ItemId item, int from, int count, CancellationToken cancel = default) =>
        Inner.ReadJournalAsync(item, from, count, cancel);

    public virtual ValueTask<IReadOnlyList<InboxMessage>> ReadInboxAsync(ItemId item, long after, int count, CancellationToken cancel = default) =>
        Inner.ReadInboxAsync(item, after, count, cancel);

    public virtual ValueTask<GateState?> ReadGateAsync(ItemId item, string gate, CancellationToken cancel = default) =>
        Inner.ReadGateAsync(item, gate, cancel);

    public virtual ValueTask<IReadOnlyList<GateOutcome>> ReadOutcomesAsync(ItemId item, string gate, int from, int count, CancellationToken cancel = default) =>
        Inner.ReadOutcomesAsync(item, gate, from, count, cancel);

    public virtual ValueTask<IReadOnlyList<IndexEntry>> ReadIndexAsync(int partition, string index, StoreTime? before, int count, CancellationToken cancel = default) =>
        Inner.ReadIndexAsync(partition, index, before, count, cancel);

    public virtual ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(ItemId run, long after, int count, CancellationToken cancel = default) =>
        Inner.ReadLogAsync(run, after, count, cancel);

    public virtual ValueTask<IReadOnlyList<ItemId>> ReadGoneAsync(int partition, int count, CancellationToken cancel = default) =>
        Inner.ReadGoneAsync(partition, count, cancel);

    public virtual ValueTask<IReadOnlyList<WorkerPresence>> ReadWorkersAsync(int partition, CancellationToken cancel = default) =>
        Inner.ReadWorkersAsync(partition, cancel);

    public virtual ValueTask<IReadOnlyList<QueueState>> ReadQueuesAsync(int partition, CancellationToken cancel = default) =>
        Inner.ReadQueuesAsync(partition, cancel);

    public virtual ValueTask<StoreTime> ReadTimeAsync(int partition, CancellationToken cancel = default) =>
        Inner.ReadTimeAsync(partition, cancel);

    public virtual ValueTask PutBlobAsync(int partition, string hash, byte[] body, CancellationToken cancel = default) =>
        Inner.PutBlobAsync(partition, hash, body, cancel);

    public virtual ValueTask<byte[]?> ReadBlobAsync(int partition, string hash, CancellationToken cancel = default) =>
        Inner.ReadBlobAsync(partition, hash, cancel);

    public virtual ValueTask<bool> DeleteBlobAsync(int partition, string hash, CancellationToken cancel = default) =>
        Inner.DeleteBlobAsync(partition, hash, cancel);

    public virtual ValueTask<IReadOnlyList<string>> ReadUnheldBlobsAsync(int partition, int count, CancellationToken cancel = default) =>
        Inner.ReadUnheldBlobsAsync(partition, count, cancel);

    public virtual ValueTask<Document?> ReadDocumentAsync(string kind, string name, CancellationToken cancel = default) =>
        Inner.ReadDocumentAsync(kind, name, cancel);

    public virtual ValueTask<IReadOnlyList<Document>> ListDocumentsAsync(string kind, CancellationToken cancel = default) =>
        Inner.ListDocumentsAsync(kind, cancel);

    public virtual ValueTask<bool> WriteDocumentAsync(string kind, string name, long expected, byte[]? body, CancellationToken cancel = default) =>
        Inner.WriteDocumentAsync(kind, name, expected, body, cancel);

    public virtual ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default) => Inner.PermitAsync(request, cancel);

    public virtual ValueTask<IReadOnlyList<LimitState>> ReadLimitsAsync(int partition, string after, int count, CancellationToken cancel = default) =>
        Inner.ReadLimitsAsync(partition, after, count, cancel);

    public virtual ValueTask<LimitPermits> ReadPermitsAsync(int partition, string limit, int waiters, CancellationToken cancel = default) =>
        Inner.ReadPermitsAsync(partition, limit, waiters, cancel);

    public virtual ValueTask<IAsyncDisposable> ListenAsync(WorkerId worker, Action wake, CancellationToken cancel = default) =>
        Inner.ListenAsync(worker, wake, cancel);

    public virtual ValueTask<IAsyncDisposable> WatchAsync(ItemId item, Action changed, CancellationToken cancel = default) =>
        Inner.WatchAsync(item, changed, cancel);

    public virtual ValueTask<StoreDump> DumpAsync(int partition, CancellationToken cancel = default) => Inner.DumpAsync(partition, cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected IFlowStore Inner { get; } = inner;
}
