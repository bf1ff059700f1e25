using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>Cleans: removes ended runs whose retention has passed, and texts that nobody holds. Several may do so at once.</summary>
internal sealed class Janitor(IFlowStore store, WorkerContext context, PermitDoor door, Func<CancellationToken, Task<IReadOnlySet<string>>> currentVersions)
{
    private const int Portion = 100;
    private readonly HashSet<string>[] _unheld = [.. Enumerable.Range(0, store.Partitions).Select(_ => new HashSet<string>())];

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(context.Options.CleanEvery, context.Time, stop);
                await CleanAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The worker stops.
        }
    }

    public async Task CleanAsync(CancellationToken stop)
    {
        for (int partition = 0; partition < store.Partitions; partition++)
        {
            int number = partition;
            await ThroughAsync(
                async () =>
                {
                    await RemoveGoneAsync(number, stop);
                    await DropTextsAsync(number, stop);
                },
                stop);
        }

        if (store is IStoreMaintenance maintenance)
        {
            await ThroughAsync(() => maintenance.MaintainAsync(stop).AsTask(), stop);
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
            context.CallFailed("Ended runs could not be cleaned up", e);
        }
    }

    private async Task RemoveGoneAsync(int partition, CancellationToken stop)
    {
        bool isProgress = true;
        while (isProgress && await store.ReadGoneAsync(partition, Portion, stop) is { Count: > 0 } gone)
        {
            // A portion of which nothing could be removed would come again for ever: it is left to the next round.
            isProgress = false;
            foreach (ItemId item in gone)
            {
                isProgress |= await RemoveAsync(item, stop);
            }
        }
    }

    private async Task<bool> RemoveAsync(ItemId item, CancellationToken stop)
    {
        if (await store.ReadHeaderAsync(item, stop) is not { Place: Place.Ended } header)
        {
            return false;
        }

        if (header.Fields.ContainsKey(HeaderFields.Limits))
        {
            await door.Permits.ReleaseAsync(header, door.Settings.Known, stop);
        }

        Decision decision = RunDecisions.Remove(header);
        CommitReply reply = await store.CommitAsync(new Batch { Item = item, Guard = new Guard.In(Place.Ended) { Nonce = header.Nonce }, Verbs = decision.Verbs }, stop);
        return reply.IsApplied;
    }

    private async Task DropTextsAsync(int partition, CancellationToken stop)
    {
        if ((await store.ReadUnheldBlobsAsync(partition, 1, stop)).Count == 0)
        {
            _unheld[partition] = [];
            return;
        }

        IReadOnlySet<string> current = await currentVersions(stop);
        IReadOnlyList<string> unheld = await store.ReadUnheldBlobsAsync(partition, current.Count + Portion, stop);
        HashSet<string> unwanted = [.. unheld.Where(h => !current.Contains(h))];

        // Only what was unwanted a round ago, too: a text is published before the catalogue names it.
        foreach (string hash in unwanted.Where(_unheld[partition].Contains))
        {
            await store.DeleteBlobAsync(partition, hash, stop);
        }

        _unheld[partition] = unwanted;
    }
}
