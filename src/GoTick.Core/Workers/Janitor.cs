using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>Cleans: removes ended runs whose retention has passed, and texts that nobody holds. Several may do so at once.</summary>
internal sealed class Janitor(IFlowStore store, WorkerContext context, Func<CancellationToken, Task<IReadOnlySet<string>>> currentVersions)
{
    private const int Portion = 100;

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
        try
        {
            for (int partition = 0; partition < store.Partitions; partition++)
            {
                await RemoveGoneAsync(partition, stop);
                await DropTextsAsync(partition, stop);
            }

            if (store is IStoreMaintenance maintenance)
            {
                await maintenance.MaintainAsync(stop);
            }
        }
        catch (StoreUnavailableException e)
        {
            context.StoreFailed(e);
        }
    }

    private async Task RemoveGoneAsync(int partition, CancellationToken stop)
    {
        while (await store.ReadGoneAsync(partition, Portion, stop) is { Count: > 0 } gone)
        {
            foreach (ItemId item in gone)
            {
                if (await store.ReadHeaderAsync(item, stop) is { Place: Place.Ended } header)
                {
                    Decision decision = RunDecisions.Remove(header);
                    await store.CommitAsync(new Batch { Item = item, Guard = new Guard.In(Place.Ended), Verbs = decision.Verbs }, stop);
                }
            }
        }
    }

    private async Task DropTextsAsync(int partition, CancellationToken stop)
    {
        IReadOnlyList<string> unheld = await store.ReadUnheldBlobsAsync(partition, Portion, stop);
        if (unheld.Count == 0)
        {
            return;
        }

        // A text that is deleted here while somebody starts its flow is put again by the start (blobMissing).
        IReadOnlySet<string> current = await currentVersions(stop);
        foreach (string hash in unheld.Where(h => !current.Contains(h)))
        {
            await store.DeleteBlobAsync(partition, hash, stop);
        }
    }
}
