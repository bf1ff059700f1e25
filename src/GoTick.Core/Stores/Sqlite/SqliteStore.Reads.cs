using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public ValueTask<ItemHeader?> ReadHeaderAsync(ItemId item, CancellationToken cancel = default) => Read(r => r.Header(item), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemHeader?>> ReadHeadersAsync(IReadOnlyList<ItemId> items, CancellationToken cancel = default) =>
        Read(r => r.Headers(items), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<byte[]>> ReadJournalAsync(ItemId item, int from, int count, CancellationToken cancel = default) =>
        Read(r => r.Journal(item, from, count), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InboxMessage>> ReadInboxAsync(ItemId item, long after, int count, CancellationToken cancel = default) =>
        Read(r => r.Inbox(item, after, count), cancel);

    /// <inheritdoc/>
    public ValueTask<GateState?> ReadGateAsync(ItemId item, string gate, CancellationToken cancel = default) => Read(r => r.Gate(gate), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GateOutcome>> ReadOutcomesAsync(ItemId item, string gate, int from, int count, CancellationToken cancel = default) =>
        Read(r => r.Outcomes(gate, from, count), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IndexEntry>> ReadIndexAsync(
        int partition, string index, StoreTime? before, int count, CancellationToken cancel = default) =>
        Read(r => r.Index(index, before, count), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemId>> ReadPlacedAsync(int partition, Place place, int count, CancellationToken cancel = default) =>
        Read(r => r.Placed(place, count), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(ItemId run, long after, int count, CancellationToken cancel = default) =>
        Read(r => r.Log(run, after, count), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemId>> ReadGoneAsync(int partition, int count, CancellationToken cancel = default) =>
        Read(r => r.Gone(WallClock, count), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkerPresence>> ReadWorkersAsync(int partition, CancellationToken cancel = default) => Read(r => r.Workers(), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<QueueState>> ReadQueuesAsync(int partition, CancellationToken cancel = default) => Read(r => r.Queues(), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LimitState>> ReadLimitsAsync(int partition, string after, int count, CancellationToken cancel = default) =>
        Read(r => r.Limits(after, count), cancel);

    /// <inheritdoc/>
    public ValueTask<LimitPermits> ReadPermitsAsync(int partition, string limit, int waiters, CancellationToken cancel = default) =>
        Read(r => r.Permits(limit, waiters), cancel);

    /// <inheritdoc/>
    public ValueTask<StoreTime> ReadTimeAsync(int partition, CancellationToken cancel = default) => Read(r => r.Now(WallClock), cancel);

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadBlobAsync(int partition, string hash, CancellationToken cancel = default) => Read(r => r.Blob(hash), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ReadUnheldBlobsAsync(int partition, int count, CancellationToken cancel = default) =>
        Read(r => r.UnheldBlobs(count), cancel);

    /// <inheritdoc/>
    public ValueTask<Document?> ReadDocumentAsync(string kind, string name, CancellationToken cancel = default) =>
        Read(r => r.Document(kind, name), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Document>> ListDocumentsAsync(string kind, CancellationToken cancel = default) => Read(r => r.Documents(kind), cancel);

    /// <inheritdoc/>
    public ValueTask<StoreDump> DumpAsync(int partition, CancellationToken cancel = default) => Read(r => r.Dump(WallClock), cancel);

    private StoreTime WallClock => StoreTime.From(_time.GetUtcNow());

    /// <summary>On the caller's thread: a read takes microseconds, less than handing it to another thread would.</summary>
    private ValueTask<T> Read<T>(Func<SqliteReader, T> read, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        cancel.ThrowIfCancellationRequested();
        SqliteReader? reader = null;
        try
        {
            if (!_readers.TryTake(out reader))
            {
                reader = new SqliteReader(SqliteSession.Open(_path, _patience));
            }

            T result = read(reader);
            _readers.Add(reader);
            return new ValueTask<T>(result);
        }
        catch (SqliteFailure e)
        {
            reader?.Dispose();
            return ValueTask.FromException<T>(SqliteErrors.Map(e, _path));
        }
    }
}
