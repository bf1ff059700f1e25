using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// Keeps limits true: gives back the permits of runs whose end was cut off before it could, and of workers that died in a step; wakes those whose wake was lost.
/// What it does is safe to do by several at once. Where nothing is limited, it asks a partition once a round and no more.
/// </summary>
internal sealed class PermitKeeper(IFlowStore store, WorkerContext context, PermitDoor door)
{
    private const int Page = 100;
    private const int WakeAtOnce = 16;

    /// <summary>Every so many rounds all limits are looked through.</summary>
    private const int SweepEvery = 6;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private int _round;
    private bool _wasAny = true;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, context.Time, stop);
                await KeepAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The worker stops.
        }
    }

    public async Task KeepAsync(CancellationToken stop)
    {
        _round++;
        await ThroughAsync(() => door.LeaveLateAsync(stop), stop);
        bool isAny = false;
        for (int partition = 0; partition < store.Partitions; partition++)
        {
            int number = partition;
            await ThroughAsync(async () => isAny |= (await store.ReadLimitsAsync(number, "", 1, stop)).Count > 0, stop);
        }

        bool isWanted = isAny || _wasAny;
        _wasAny = isAny;
        for (int partition = 0; isWanted && partition < store.Partitions; partition++)
        {
            int number = partition;
            await ThroughAsync(() => ReleaseEndedAsync(number, stop), stop);
        }

        if (isAny && _round % SweepEvery == 0)
        {
            await ThroughAsync(() => SweepAsync(stop), stop);
        }
    }

    /// <summary>Looks through all limits, unless another worker does.</summary>
    public async Task SweepAsync(CancellationToken stop)
    {
        IReadOnlyList<WorkerPresence> present = await store.ReadWorkersAsync(0, stop);
        if (present.Select(w => w.Worker.Text).Order(StringComparer.Ordinal).FirstOrDefault() is { } first && first != context.Id.Text)
        {
            return;
        }

        for (int partition = 0; partition < store.Partitions; partition++)
        {
            string after = "";
            while (await store.ReadLimitsAsync(partition, after, Page, stop) is { Count: > 0 } limits)
            {
                foreach (LimitState limit in limits)
                {
                    await SweepAsync(partition, limit, stop);
                }

                after = limits[^1].Limit;
            }
        }
    }

    // What fails is left to the next round; other partitions may be there.
    private async Task ThroughAsync(Func<Task> part, CancellationToken stop)
    {
        try
        {
            await part();
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            context.CallFailed("Limits could not be looked after", e);
        }
    }

    private async Task ReleaseEndedAsync(int partition, CancellationToken stop)
    {
        foreach (IndexEntry entry in await store.ReadIndexAsync(partition, RunIndexes.Release, null, Page, stop))
        {
            if (await store.ReadHeaderAsync(entry.Item, stop) is { Place: Place.Ended } header && header.Fields.ContainsKey(HeaderFields.Limits))
            {
                await door.Permits.ReleaseAsync(header, door.Settings.Known, stop);
            }
        }
    }

    private async Task SweepAsync(int partition, LimitState limit, CancellationToken stop)
    {
        LimitPermits permits = await store.ReadPermitsAsync(partition, limit.Limit, Page, stop);
        (string Text, PermitHolderName Name, string? Tag)[] known =
        [
            .. permits.Holders.Select(h => (h.Holder, Name: PermitHolderName.Parse(h.Holder), Tag: (string?)h.Tag)).Where(h => h.Name is not null)
                .Select(h => (h.Holder, h.Name!.Value, h.Tag)),
            .. permits.Waiters.Select(w => (w.Holder, Name: PermitHolderName.Parse(w.Holder))).Where(w => w.Name is not null)
                .Select(w => (w.Holder, w.Name!.Value, (string?)null)),
        ];
        IReadOnlyList<ItemHeader?> headers = await store.ReadHeadersAsync([.. known.Select(k => k.Name.Item)], stop);
        List<PermitLeave> leave = [];
        ItemHeader? living = null;
        foreach (((string text, PermitHolderName name, string? tag), ItemHeader? header) in known.Zip(headers))
        {
            if (name.IsOver(header))
            {
                leave.Add(new PermitLeave(text));
            }
            else if (tag is { Length: > 0 } && (header!.Place != Place.Leased || LimitDecisions.TagOf(header.Lease) != tag))
            {
                leave.Add(new PermitLeave(text, tag)); // the lease that the step ran under is over
            }
            else
            {
                living = header;
            }
        }

        LimitName parsed = LimitName.Parse(limit.Limit);
        LimitSpec? spec = living is null ? door.Settings.Known.Find(parsed) : LimitDecisions.SpecOf(parsed, living, door.Settings.Known);
        if (leave.Count > 0 || limit.Waiting > 0 || limit.Holders == 0)
        {
            await door.Permits.LeaveAsync(parsed, spec, leave, WakeAtOnce, stop);
        }
    }
}
