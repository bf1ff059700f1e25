using System.Collections.Concurrent;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Tests.Workers;

/// <summary>A worker's way to a store: it counts calls, does to them what a plan says, and can be cut.</summary>
internal sealed class FaultyStore(IFlowStore inner) : IFlowStore
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isBuried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isStopped;
    private volatile bool _isDead;

    /// <summary>Decides on the nth call (from 1) of a kind.</summary>
    public Func<string, int, Fault> Plan { get; set; } = (_, _) => Fault.None;

    /// <summary>True: no call gets through.</summary>
    public bool IsAway { get; set; }

    /// <summary>True while the worker stands still, and from its death on: no call of it gets through.</summary>
    public bool IsCut => _isDead || _isStopped;

    /// <summary>Waited for before a call of this kind is sent.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Is told what the store answered to a call of this kind, before the worker is.</summary>
    public Action<string, object?> Answered { get; set; } = (_, _) => { };

    /// <summary>Changes, or hides, a header that is read.</summary>
    public Func<ItemHeader, ItemHeader?> Headers { get; set; } = header => header;

    /// <summary>Tells the worker that there may be work.</summary>
    public Action Wake { get; private set; } = () => { };

    /// <summary>Tells who watched an item last that it has changed, even if nobody listens any more.</summary>
    public Action Changed { get; private set; } = () => { };

    public StoreIdentity Identity => inner.Identity;

    public int Partitions => inner.Partitions;

    public int Count(string kind) => _counts.GetValueOrDefault(kind);

    /// <summary>All calls but those that only look for work.</summary>
    public int CountAll() => _counts.Values.Sum();

    /// <summary>What stood still goes on.</summary>
    public void Continue()
    {
        _isStopped = false;
        _goesOn.TrySetResult();
    }

    /// <summary>Lets the threads of a dead worker end; what they still want is refused.</summary>
    public void Bury() => _isBuried.TrySetResult();

    public int PartitionOf(ItemId item) => inner.PartitionOf(item);

    public ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default) => Call("commit", () => inner.CommitAsync(batch, cancel));

    public ValueTask<ClaimReply> ClaimAsync(ClaimRequest request, CancellationToken cancel = default) => Call("claim", () => inner.ClaimAsync(request, cancel));

    public CommitReply Commit(Batch batch) => Wait(Call("commit", () => new ValueTask<CommitReply>(inner.Commit(batch))));

    public ClaimReply Claim(ClaimRequest request) => Wait(Call("claim", () => new ValueTask<ClaimReply>(inner.Claim(request))));

    public ValueTask<ItemClaimReply> ClaimItemAsync(ItemClaimRequest request, CancellationToken cancel = default) =>
        Call("claimItem", () => inner.ClaimItemAsync(request, cancel));

    public ValueTask<RenewReply> RenewAsync(RenewRequest request, CancellationToken cancel = default) => Call("renew", () => inner.RenewAsync(request, cancel));

    public ValueTask<int> DeclareDeadAsync(int partition, WorkerId worker, CancellationToken cancel = default) =>
        Call("declareDead", () => inner.DeclareDeadAsync(partition, worker, cancel));

    public async ValueTask<ItemHeader?> ReadHeaderAsync(ItemId item, CancellationToken cancel = default) =>
        await Call("read", () => inner.ReadHeaderAsync(item, cancel)) is { } header ? Headers(header) : null;

    public ValueTask<IReadOnlyList<ItemHeader?>> ReadHeadersAsync(IReadOnlyList<ItemId> items, CancellationToken cancel = default) =>
        Call("read", () => inner.ReadHeadersAsync(items, cancel));

    public ValueTask<IReadOnlyList<byte[]>> ReadJournalAsync(ItemId item, int from, int count, CancellationToken cancel = default) =>
        Call("read", () => inner.ReadJournalAsync(item, from, count, cancel));

    public ValueTask<IReadOnlyList<InboxMessage>> ReadInboxAsync(ItemId item, long after, int count, CancellationToken cancel = default) =>
        Call("read", () => inner.ReadInboxAsync(item, after, count, cancel));

    public ValueTask<GateState?> ReadGateAsync(ItemId item, string gate, CancellationToken cancel = default) =>
        Call("read", () => inner.ReadGateAsync(item, gate, cancel));

    public ValueTask<IReadOnlyList<GateOutcome>> ReadOutcomesAsync(ItemId item, string gate, int from, int count, CancellationToken cancel = default) =>
        Call("read", () => inner.ReadOutcomesAsync(item, gate, from, count, cancel));

    public ValueTask<IReadOnlyList<IndexEntry>> ReadIndexAsync(
        int partition, string index, StoreTime? before, int count, CancellationToken cancel = default) =>
        Call("read", () => inner.ReadIndexAsync(partition, index, before, count, cancel));

    public ValueTask<IReadOnlyList<ItemId>> ReadPlacedAsync(int partition, Place place, int count, CancellationToken cancel = default) =>
        Call("read", () => inner.ReadPlacedAsync(partition, place, count, cancel));

    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(ItemId run, long after, int count, CancellationToken cancel = default) =>
        Call("read", () => inner.ReadLogAsync(run, after, count, cancel));

    public ValueTask<IReadOnlyList<ItemId>> ReadGoneAsync(int partition, int count, CancellationToken cancel = default) =>
        Call("gone", () => inner.ReadGoneAsync(partition, count, cancel));

    public ValueTask<IReadOnlyList<WorkerPresence>> ReadWorkersAsync(int partition, CancellationToken cancel = default) =>
        Call("workers", () => inner.ReadWorkersAsync(partition, cancel));

    public ValueTask<IReadOnlyList<QueueState>> ReadQueuesAsync(int partition, CancellationToken cancel = default) =>
        Call("queues", () => inner.ReadQueuesAsync(partition, cancel));

    public ValueTask<StoreTime> ReadTimeAsync(int partition, CancellationToken cancel = default) => Call("time", () => inner.ReadTimeAsync(partition, cancel));

    public async ValueTask PutBlobAsync(int partition, string hash, byte[] body, CancellationToken cancel = default) =>
        await Call("putText", async () =>
        {
            await inner.PutBlobAsync(partition, hash, body, cancel);
            return true;
        });

    public ValueTask<byte[]?> ReadBlobAsync(int partition, string hash, CancellationToken cancel = default) =>
        Call("text", () => inner.ReadBlobAsync(partition, hash, cancel));

    public ValueTask<bool> DeleteBlobAsync(int partition, string hash, CancellationToken cancel = default) =>
        Call("deleteText", () => inner.DeleteBlobAsync(partition, hash, cancel));

    public ValueTask<IReadOnlyList<string>> ReadUnheldBlobsAsync(int partition, int count, CancellationToken cancel = default) =>
        Call("unheld", () => inner.ReadUnheldBlobsAsync(partition, count, cancel));

    public ValueTask<Document?> ReadDocumentAsync(string kind, string name, CancellationToken cancel = default) =>
        Call("document", () => inner.ReadDocumentAsync(kind, name, cancel));

    public ValueTask<IReadOnlyList<Document>> ListDocumentsAsync(string kind, CancellationToken cancel = default) =>
        Call("document", () => inner.ListDocumentsAsync(kind, cancel));

    public ValueTask<bool> WriteDocumentAsync(string kind, string name, long expected, byte[]? body, CancellationToken cancel = default) =>
        Call("document", () => inner.WriteDocumentAsync(kind, name, expected, body, cancel));

    public ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default) => Call("permit", () => inner.PermitAsync(request, cancel));

    public ValueTask<IReadOnlyList<LimitState>> ReadLimitsAsync(int partition, string after, int count, CancellationToken cancel = default) =>
        Call("limits", () => inner.ReadLimitsAsync(partition, after, count, cancel));

    public ValueTask<LimitPermits> ReadPermitsAsync(int partition, string limit, int waiters, CancellationToken cancel = default) =>
        Call("limits", () => inner.ReadPermitsAsync(partition, limit, waiters, cancel));

    public ValueTask<IAsyncDisposable> ListenAsync(WorkerId worker, Action wake, CancellationToken cancel = default)
    {
        Wake = wake;
        return inner.ListenAsync(worker, wake, cancel);
    }

    public ValueTask<IAsyncDisposable> WatchAsync(ItemId item, Action changed, CancellationToken cancel = default)
    {
        Changed = changed;
        return inner.WatchAsync(item, changed, cancel);
    }

    public ValueTask<StoreDump> DumpAsync(int partition, CancellationToken cancel = default) => inner.DumpAsync(partition, cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static T Wait<T>(ValueTask<T> call) => call.AsTask().GetAwaiter().GetResult();

    private async ValueTask<T> Call<T>(string kind, Func<ValueTask<T>> call)
    {
        Fault fault = IsAway ? Fault.Lost : IsCut ? Fault.None : Plan(kind, _counts.AddOrUpdate(kind, 1, (_, n) => n + 1));
        await Before(kind);
        Strike(fault);
        await PassAsync();
        if (fault == Fault.Lost)
        {
            throw new StoreUnavailableException("The call was lost.");
        }

        T answer = await call();
        Answered(kind, answer);
        if (fault == Fault.KilledAfter)
        {
            _isDead = true;
        }

        await PassAsync();
        return fault switch
        {
            Fault.AnswerLost => throw new StoreUnavailableException("The answer was lost."),
            Fault.Twice => await call(),
            _ => answer,
        };
    }

    /// <summary>True once the worker was killed.</summary>
    public bool IsDead => _isDead;

    // Written only when it becomes true: another call at the same moment must not write back what it read before.
    private void Strike(Fault fault)
    {
        if (fault == Fault.Stopped)
        {
            _isStopped = true;
        }
        else if (fault == Fault.Killed)
        {
            _isDead = true;
        }
    }

    /// <summary>Through while the worker lives; a dead one never comes back, but for its end.</summary>
    private async Task PassAsync()
    {
        if (_isStopped)
        {
            await _goesOn.Task;
        }

        if (_isDead)
        {
            await _isBuried.Task;
            throw new LeaseLostException("This worker is dead.");
        }
    }
}
