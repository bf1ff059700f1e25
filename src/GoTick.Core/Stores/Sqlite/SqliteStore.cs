using System.Collections.Concurrent;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>
/// A store in one file, for one machine and any number of its processes. What a commit answered is on disk: it survives the end of the process and
/// of the machine's power, as far as the disk keeps what it has flushed. Claims and renewals are not flushed: losing them costs nothing.
/// Facets: opening, writes, reads.
/// </summary>
public sealed partial class SqliteStore : IFlowStore, IStoreMaintenance
{
    private readonly WakeBoard _board;
    private readonly ConcurrentBag<SqliteReader> _readers = [];
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly WakeFolder _others;
    private readonly SqliteWriter _writer;
    private bool _isClosed;

    /// <inheritdoc/>
    public StoreIdentity Identity { get; }

    /// <inheritdoc/>
    public int Partitions => 1;

    /// <inheritdoc/>
    public int PartitionOf(ItemId item) => 0;

    /// <inheritdoc/>
    public ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default) =>
        Write((rules, _) => rules.Commit(batch), isDurable: true, null, cancel);

    /// <inheritdoc/>
    public ValueTask<ClaimReply> ClaimAsync(ClaimRequest request, CancellationToken cancel = default) => Write(
        (rules, _) => rules.Claim(request),
        isDurable: false,
        reply =>
        {
            // On the writer's thread: an item that becomes ready right after an empty claim must find the worker among the idle.
            _board.Claimed(request, reply.Items.Count);
            return reply.Items.Count;
        },
        cancel);

    /// <inheritdoc/>
    public ValueTask<ItemClaimReply> ClaimItemAsync(ItemClaimRequest request, CancellationToken cancel = default) =>
        Write((rules, _) => rules.ClaimItem(request), isDurable: false, null, cancel);

    /// <inheritdoc/>
    public ValueTask<RenewReply> RenewAsync(RenewRequest request, CancellationToken cancel = default) =>
        Write((rules, _) => rules.Renew(request), isDurable: false, null, cancel);

    /// <inheritdoc/>
    public ValueTask<int> DeclareDeadAsync(int partition, WorkerId worker, CancellationToken cancel = default) =>
        Write((rules, _) => rules.DeclareDead(worker), isDurable: true, null, cancel);

    /// <inheritdoc/>
    public async ValueTask PutBlobAsync(int partition, string hash, byte[] body, CancellationToken cancel = default) =>
        await Write(
            (_, tables) =>
            {
                tables.PutBlob(hash, body);
                return true;
            },
            isDurable: true,
            null,
            cancel);

    /// <inheritdoc/>
    public ValueTask<bool> DeleteBlobAsync(int partition, string hash, CancellationToken cancel = default) =>
        Write((_, tables) => tables.DeleteBlob(hash), isDurable: true, null, cancel);

    /// <inheritdoc/>
    public ValueTask<bool> WriteDocumentAsync(string kind, string name, long expected, byte[]? body, CancellationToken cancel = default) =>
        Write((_, tables) => tables.WriteDocument(kind, name, expected, body), isDurable: true, null, cancel);

    /// <inheritdoc/>
    public ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default) =>
        Write((rules, _) => rules.Permit(request), isDurable: true, null, cancel);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> ListenAsync(WorkerId worker, Action wake, CancellationToken cancel = default) => new(_board.Listen(worker, wake));

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> WatchAsync(ItemId item, Action changed, CancellationToken cancel = default) => new(_board.Watch(item, changed));

    /// <summary>Moves the write-ahead log into the file once it is above 64 MiB: readers that overlap without a gap let it grow.</summary>
    /// <exception cref="StoreUnavailableException">The disk is full or fails.</exception>
    public ValueTask MaintainAsync(CancellationToken cancel = default) => CheckpointAsync(LogBytes, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _isClosed = true;
        while (_readers.TryTake(out SqliteReader? reader))
        {
            reader.Dispose();
        }

        _others.Dispose();
    }

    private async ValueTask<T> Write<T>(
        Func<PartitionRules, SqliteTables, T> run, bool isDurable, Func<T, int>? committed, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var call = new SqliteCall<T>(run, isDurable, committed, cancel);
        _writer.Enqueue(call);
        (T reply, Effects effects) = await call.Done;
        _board.Publish(effects);
        return reply;
    }
}
