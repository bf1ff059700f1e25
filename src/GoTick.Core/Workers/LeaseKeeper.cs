using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// Keeps: renews the leases of what runs, one call a partition every third of the lease; stops what was lost at once, and what could not be
/// renewed before its lease ends.
/// </summary>
internal sealed class LeaseKeeper(IFlowStore store, WorkerContext context)
{
    public async Task KeepAsync(CancellationToken stop)
    {
        TimeSpan third = context.Options.Lease / 3;
        // Looked at more often than renewed, so that a lease that runs out is seen in time.
        using var timer = new PeriodicTimer(third / 4, context.Time);
        long renewed = context.Time.GetTimestamp();
        Task renewal = Task.CompletedTask;
        while (await NextAsync(timer, stop))
        {
            bool isTime = context.Time.GetElapsedTime(renewed) >= third - (third / 8);
            if (renewal.IsCompleted && (isTime || context.Active.All.Any(a => a.Item.SinceRenewal > third)))
            {
                await renewal;
                renewed = context.Time.GetTimestamp();
                renewal = RenewAllAsync(stop);
            }

            // Not behind the renewal: a store that hangs longer than a lease must not keep what is overdue running.
            StopOverdue();
        }

        await renewal;
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // At once for all partitions: one whose server hangs must not let the leases of the others lapse.
    private Task RenewAllAsync(CancellationToken stop) => Task.WhenAll(
        context.Active.All.Where(a => !a.Item.IsReleased).GroupBy(a => store.PartitionOf(a.Item.Id)).Select(g => RenewAsync(g.Key, [.. g], stop)));

    private async Task RenewAsync(int partition, ActiveItem[] items, CancellationToken stop)
    {
        (ItemId, long)[] leases = [.. items.Select(a => (a.Item.Id, a.Item.Header.Lease.Token))];
        try
        {
            long sent = context.Time.GetTimestamp();
            RenewReply reply = await store.RenewAsync(new RenewRequest(partition, context.Id, leases, context.Options.Lease), stop);
            for (int i = 0; i < items.Length; i++)
            {
                Renewed(items[i], reply.Leases[i], sent);
            }
        }
        catch (StoreUnavailableException e)
        {
            context.StoreFailed(e);
        }
        catch (OperationCanceledException)
        {
            // The worker stops.
        }
    }

    private static void Renewed(ActiveItem active, RenewedLease lease, long sent)
    {
        if (lease.IsHeld)
        {
            active.Item.Renewed(sent);
        }
        else if (!active.Item.IsReleased)
        {
            active.StopNow();
        }
    }

    private void StopOverdue()
    {
        TimeSpan margin = context.Options.Lease / 10;
        foreach (ActiveItem active in context.Active.All.Where(a => !a.Item.IsReleased))
        {
            if (active.Item.SinceRenewal > context.Options.Lease - margin)
            {
                active.StopNow();
            }
        }
    }
}
