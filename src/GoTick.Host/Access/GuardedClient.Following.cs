using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public async Task<RunSight> SightAsync(ItemId id, CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        RunSight sight = await inner.SightAsync(id, cancel);
        Seen(caller, id, sight.Run);
        return sight;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(ItemId id, int from, int count, CancellationToken cancel = default)
    {
        await ReachRunAsync(await LookAsync(cancel), id, cancel);
        return await inner.ReadEventsAsync(id, from, count, cancel);
    }

    /// <inheritdoc/>
    public IBranchWatch WatchBranches(ItemId run) => new GuardedBranchWatch(
        inner.WatchBranches(run), async cancel => await ReachRunAsync(await LookAsync(cancel, nameof(WatchBranches)), run, cancel));

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> WatchAsync(ItemId id, Action changed, CancellationToken cancel = default)
    {
        await ReachRunAsync(await LookAsync(cancel), id, cancel);
        return await inner.WatchAsync(id, changed, cancel);
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset> ReadTimeAsync(ItemId run, CancellationToken cancel = default)
    {
        await LookAsync(cancel);
        return await inner.ReadTimeAsync(run, cancel);
    }

    private sealed class GuardedBranchWatch(IBranchWatch inner, Func<CancellationToken, Task> reach) : IBranchWatch
    {
        public async Task<FanOutView?> LookAsync(FanOutView wait, CancellationToken cancel = default)
        {
            await reach(cancel);
            return await inner.LookAsync(wait, cancel);
        }
    }
}
