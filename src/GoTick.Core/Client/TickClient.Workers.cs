using GoTick.Core.Stores;
using GoTick.Core.Workers;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    /// <summary>The workers that are alive now, by name: they said so within their lease, and their process is not known to be gone.</summary>
    public async Task<IReadOnlyList<WorkerView>> ListWorkersAsync(CancellationToken cancel = default)
    {
        var workers = new SortedDictionary<string, WorkerView>(StringComparer.Ordinal);
        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            IReadOnlyList<WorkerPresence> present = await Store.ReadWorkersAsync(partition, cancel);
            StoreTime now = present.Count == 0 ? default : await Store.ReadTimeAsync(partition, cancel);
            foreach (WorkerPresence worker in present.Where(w => w.Until > now))
            {
                if (WorkerRecord.FromBytes(worker.Presence) is { } record && !record.IsSurelyDead())
                {
                    workers[worker.Worker.Text] = new WorkerView(worker.Worker, record);
                }
            }
        }

        return [.. workers.Values];
    }
}
