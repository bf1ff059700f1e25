using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// Sweeps up after workers whose process on this machine is gone: their runs go on at once, without waiting for a lease. (Timers and leases that
/// are over are swept by the claims.)
/// </summary>
internal sealed class Sweeper(IFlowStore store, WorkerContext context)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, context.Time, stop);
                await SweepAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The worker stops.
        }
    }

    public async Task SweepAsync(CancellationToken stop)
    {
        for (int partition = 0; partition < store.Partitions; partition++)
        {
            try
            {
                await SweepAsync(partition, stop);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                context.CallFailed("Workers that are gone could not be looked for", e); // in this partition; the others may be there
            }
        }
    }

    private async Task SweepAsync(int partition, CancellationToken stop)
    {
        foreach (WorkerPresence worker in await store.ReadWorkersAsync(partition, stop))
        {
            if (worker.Worker != context.Id && WorkerRecord.FromBytes(worker.Presence)?.IsSurelyDead() == true)
            {
                await store.DeclareDeadAsync(partition, worker.Worker, stop);
            }
        }
    }
}
