using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>Runs of a flow that come in, stay and leave, and workers for them.</summary>
public abstract class LimitedRuns : IAsyncDisposable
{
    private protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private protected readonly WorkerRig _rig = new();
    private protected readonly Occupancy _rooms = new();

    public async ValueTask DisposeAsync()
    {
        foreach (TestWorker worker in _rig.Workers)
        {
            worker.Store.Bury();
        }

        await _rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task PublishAsync(int? most, TimeSpan? stay = null, TimeSpan? timeout = null) => _rig.PublishAsync(
        "flow",
        s => _rooms.Visit(s, _rig.Memory.ReadHeaderAsync(s.Journal.Run.Id).AsTask().Result!.Line is { Length: > 0 } key ? key : "flow", stay ?? Second),
        new FlowSettings { MaxConcurrency = most, Timeout = timeout });

    private protected async Task<ItemId> StartAsync(string id, string? key = null, int? priority = null) => (await _rig.Client.StartAsync(
        new StartRequest { Flow = "flow", Id = ItemId.ParseRoot(id), ConcurrencyKey = key, Priority = priority })).Id;

    private protected async Task EndAllAsync(IEnumerable<ItemId> runs)
    {
        foreach (ItemId run in runs)
        {
            await _rig.OutputAsync(run);
        }
    }

    private protected async Task<RunView> WaitingAsync(ItemId run)
    {
        RunView? view = null;
        await _rig.UntilAsync(async () => (view = await _rig.Client.GetRunAsync(run)).WaitsFor is not null);
        return view!;
    }

    private protected async Task<int> BegunAsync(IEnumerable<ItemId> runs)
    {
        int begun = 0;
        foreach (ItemId run in runs)
        {
            RunView view = await _rig.Client.GetRunAsync(run);
            begun += view.Status is not RunStatus.Completed && _rooms.Order.Contains(run.Text) ? 1 : 0;
        }

        return begun;
    }

    /// <summary>Nobody holds or waits, and the store is without faults.</summary>
    private protected async Task NothingIsLeftAsync()
    {
        await _rig.UntilAsync(async () => (await _rig.Memory.ReadLimitsAsync(0, "", 10)).Count == 0);
        await _rig.UntilAsync(async () => (await _rig.Memory.ReadIndexAsync(0, "release", null, 10)).Count == 0);
        await _rig.CheckAsync();
    }
}
