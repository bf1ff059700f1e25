using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// Keeps: renews the leases of what runs, one call a partition every third of the lease; stops what was lost at once, and what could not be
/// renewed before its lease ends. A renewal also tells what was posted, should word of it have been lost.
/// </summary>
internal sealed class LeaseKeeper(IFlowStore store, WorkerContext context, MailReader mail)
{
    private readonly Task[] _renewals = [.. Enumerable.Repeat(Task.CompletedTask, store.Partitions)];

    public async Task KeepAsync(CancellationToken stop)
    {
        TimeSpan third = context.Options.Lease / 3;
        // Looked at more often than renewed, so that a lease that runs out is seen in time.
        TimeSpan look = third / 4;
        using var timer = new PeriodicTimer(look, context.Time);
        long renewed = context.Time.GetTimestamp();
        long looked = renewed;
        long? woke = null;
        while (await NextAsync(timer, stop))
        {
            if (context.Time.GetElapsedTime(looked) > third)
            {
                woke ??= context.Time.GetTimestamp();
            }

            looked = context.Time.GetTimestamp();
            if (context.Time.GetElapsedTime(renewed) >= third - (third / 8))
            {
                renewed = looked;
                RenewAll(_ => true, stop);
            }
            else
            {
                RenewAll(items => items.Any(a => a.Item.SinceRenewal > third), stop);
            }

            // Who was asleep (a laptop, a paused machine) has its lease still, if the store slept, too: the renewal tells, and gets half a lease for it (the
            // call that was under way has to time out first, the connection may have to be made again). Otherwise not behind the renewal: a store that
            // hangs longer than a lease must not keep what is overdue running. Once only, while anything is overdue: on a machine that is overrun every look
            // may be late.
            if ((woke is not { } since || context.Time.GetElapsedTime(since) >= context.Options.Lease / 2) && !StopOverdue())
            {
                woke = null;
            }
        }

        await Task.WhenAll(_renewals);
    }

    /// <summary>Mail has come of these items: whether they are still this worker's is asked at once, and what was taken away is stopped.</summary>
    public void Ask(IReadOnlyList<ItemId> items, CancellationToken stop)
    {
        foreach (IGrouping<int, ActiveItem> group in context.Active.All.Where(a => !a.Item.IsReleased && items.Contains(a.Item.Id))
            .GroupBy(a => store.PartitionOf(a.Item.Id)))
        {
            _ = RenewAsync(group.Key, [.. group], stop);
        }
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

    /// <summary>
    /// Begins renewing where it is wanted, and waits for nothing: one partition whose server hangs must not let the leases of the others lapse. It is asked
    /// again once its last call is over.
    /// </summary>
    private void RenewAll(Func<IEnumerable<ActiveItem>, bool> isWanted, CancellationToken stop)
    {
        foreach (IGrouping<int, ActiveItem> items in context.Active.All.Where(a => !a.Item.IsReleased).GroupBy(a => store.PartitionOf(a.Item.Id)))
        {
            if (_renewals[items.Key].IsCompleted && isWanted(items))
            {
                _renewals[items.Key] = RenewAsync(items.Key, [.. items], stop);
            }
        }
    }

    private async Task RenewAsync(int partition, ActiveItem[] items, CancellationToken stop)
    {
        (ItemId, long)[] leases = [.. items.Select(a => (a.Item.Id, a.Item.Header.Lease.Token))];
        try
        {
            long sent = context.Time.GetTimestamp();
            RenewReply reply = await store.RenewAsync(new RenewRequest(partition, context.Id, leases, context.Options.Lease), stop);
            for (int i = 0; i < items.Length; i++)
            {
                await RenewedAsync(items[i], reply.Leases[i], sent);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The worker stops.
        }
        catch (Exception e)
        {
            context.CallFailed("Leases could not be renewed", e);
        }
    }

    private async Task RenewedAsync(ActiveItem active, RenewedLease lease, long sent)
    {
        if (lease.IsHeld)
        {
            active.Item.Renewed(sent);
            await mail.ReadAsync(active, lease.Inbox);
        }
        else if (!active.Item.IsReleased)
        {
            active.StopNow();
        }
    }

    private bool StopOverdue()
    {
        TimeSpan margin = context.Options.Lease / 10;
        bool isAnyOverdue = false;
        foreach (ActiveItem active in context.Active.All.Where(a => !a.Item.IsReleased && a.Item.SinceRenewal > context.Options.Lease - margin))
        {
            active.StopNow();
            isAnyOverdue = true;
        }

        return isAnyOverdue;
    }
}
