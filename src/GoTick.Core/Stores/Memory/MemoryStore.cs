using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Memory;

/// <summary>A store without durability: for tests, and the reference that the others are compared with.</summary>
public sealed class MemoryStore : IFlowStore
{
    private readonly Lock _lock = new();
    private readonly MemoryTables _tables = new();
    private readonly WakeBoard _board = new();
    private readonly TimeProvider _time;

    /// <param name="time">The store's clock. Default: the system's.</param>
    public MemoryStore(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public StoreIdentity Identity { get; } = new("memory", "memory:", IsShared: false);

    /// <inheritdoc/>
    public int Partitions => 1;

    /// <inheritdoc/>
    public int PartitionOf(ItemId item) => 0;

    /// <inheritdoc/>
    public ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default) => Apply(r => r.Commit(batch));

    /// <inheritdoc/>
    public ValueTask<ClaimReply> ClaimAsync(ClaimRequest request, CancellationToken cancel = default) =>
        Apply(
            r => r.Claim(request),
            reply => _board.Claimed(request, reply.Items.Count));

    /// <inheritdoc/>
    public ValueTask<ItemClaimReply> ClaimItemAsync(ItemClaimRequest request, CancellationToken cancel = default) => Apply(r => r.ClaimItem(request));

    /// <inheritdoc/>
    public ValueTask<RenewReply> RenewAsync(RenewRequest request, CancellationToken cancel = default) => Apply(r => r.Renew(request));

    /// <inheritdoc/>
    public ValueTask<int> DeclareDeadAsync(int partition, WorkerId worker, CancellationToken cancel = default) => Apply(r => r.DeclareDead(worker));

    /// <inheritdoc/>
    public ValueTask<ItemHeader?> ReadHeaderAsync(ItemId item, CancellationToken cancel = default) => Read(t => t.Find(item)?.ToHeader());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemHeader?>> ReadHeadersAsync(IReadOnlyList<ItemId> items, CancellationToken cancel = default) =>
        Read<IReadOnlyList<ItemHeader?>>(t => [.. items.Select(i => t.Find(i)?.ToHeader())]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<byte[]>> ReadJournalAsync(ItemId item, int from, int count, CancellationToken cancel = default) =>
        Read(t => t.ReadEvents(item, from, count));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InboxMessage>> ReadInboxAsync(ItemId item, long after, int count, CancellationToken cancel = default) =>
        Read(t => t.ReadMessages(item, after, count));

    /// <inheritdoc/>
    public ValueTask<GateState?> ReadGateAsync(ItemId item, string gate, CancellationToken cancel = default) => Read(t => t.FindGate(gate)?.ToState());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GateOutcome>> ReadOutcomesAsync(ItemId item, string gate, int from, int count, CancellationToken cancel = default) =>
        Read(t => t.ReadOutcomes(gate, from, count));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IndexEntry>> ReadIndexAsync(
        int partition, string index, StoreTime? before, int count, CancellationToken cancel = default) =>
        Read(t => t.ReadIndex(index, before, count));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemId>> ReadPlacedAsync(int partition, Place place, int count, CancellationToken cancel = default) =>
        Read(t => t.Placed(place, count));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(ItemId run, long after, int count, CancellationToken cancel = default) =>
        Read(t => t.ReadLog(run, after, count));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemId>> ReadGoneAsync(int partition, int count, CancellationToken cancel = default) =>
        Read(t => t.Gone(Now(t), count));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkerPresence>> ReadWorkersAsync(int partition, CancellationToken cancel = default) => Read(t => t.Workers());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<QueueState>> ReadQueuesAsync(int partition, CancellationToken cancel = default) => Read(t => t.Queues());

    /// <inheritdoc/>
    public ValueTask<StoreTime> ReadTimeAsync(int partition, CancellationToken cancel = default) => Read(Now);

    /// <inheritdoc/>
    public ValueTask PutBlobAsync(int partition, string hash, byte[] body, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            _tables.PutBlob(hash, body);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadBlobAsync(int partition, string hash, CancellationToken cancel = default) => Read(t => t.ReadBlob(hash));

    /// <inheritdoc/>
    public ValueTask<bool> DeleteBlobAsync(int partition, string hash, CancellationToken cancel = default) => Read(t => t.DeleteBlob(hash));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ReadUnheldBlobsAsync(int partition, int count, CancellationToken cancel = default) =>
        Read(t => t.UnheldBlobs(count));

    /// <inheritdoc/>
    public ValueTask<Document?> ReadDocumentAsync(string kind, string name, CancellationToken cancel = default) => Read(t => t.ReadDocument(kind, name));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Document>> ListDocumentsAsync(string kind, CancellationToken cancel = default) => Read(t => t.ListDocuments(kind));

    /// <inheritdoc/>
    public ValueTask<bool> WriteDocumentAsync(string kind, string name, long expected, byte[]? body, CancellationToken cancel = default) =>
        Read(t => t.WriteDocument(kind, name, expected, body));

    /// <inheritdoc/>
    public ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default) => Apply(r => r.Permit(request));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LimitState>> ReadLimitsAsync(int partition, string after, int count, CancellationToken cancel = default) =>
        Read(t => t.Limits(after, count));

    /// <inheritdoc/>
    public ValueTask<LimitPermits> ReadPermitsAsync(int partition, string limit, int waiters, CancellationToken cancel = default) =>
        Read(t => t.Permits(limit, waiters));

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> ListenAsync(WorkerId worker, Action wake, CancellationToken cancel = default) => new(_board.Listen(worker, wake));

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> WatchAsync(ItemId item, Action changed, CancellationToken cancel = default) => new(_board.Watch(item, changed));

    /// <inheritdoc/>
    public ValueTask<StoreDump> DumpAsync(int partition, CancellationToken cancel = default) => Read(t => t.Dump(Now(t)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StoreTime Now(MemoryTables tables) => new(Math.Max(tables.LastStamp, StoreTime.From(_time.GetUtcNow()).Micros));

    private ValueTask<T> Apply<T>(Func<PartitionRules, T> rule, Action<T>? then = null)
    {
        PartitionRules rules;
        T reply;
        lock (_lock)
        {
            rules = new PartitionRules(_tables, StoreTime.From(_time.GetUtcNow()));
            reply = rule(rules);
            // Within the lock: an item that becomes ready right after an empty claim must find the worker among the idle.
            then?.Invoke(reply);
        }

        _board.Publish(rules.Effects);
        return new ValueTask<T>(reply);
    }

    private ValueTask<T> Read<T>(Func<MemoryTables, T> read)
    {
        lock (_lock)
        {
            return new ValueTask<T>(read(_tables));
        }
    }
}
