using System.Collections.Concurrent;
using GoTick.Core.Checks;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Workers;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, long> _served = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<bool> HasWorkerAsync(string queue, CancellationToken cancel = default)
    {
        if (_served.TryGetValue(queue, out long seen) && _time.GetElapsedTime(seen) < KnownFor)
        {
            return true;
        }

        bool isServed = (await ListWorkersAsync(cancel)).Any(w => w.Queues.Contains(queue));
        if (isServed)
        {
            _served[queue] = _time.GetTimestamp();
        }

        return isServed;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerView>> ListWorkersAsync(CancellationToken cancel = default)
    {
        Dictionary<WorkerId, WorkerView> workers = [];
        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            StoreTime now = await Store.ReadTimeAsync(partition, cancel);

            // Who is gone is swept by the claims of others; where nobody claims, it is still listed.
            foreach (WorkerPresence worker in (await Store.ReadWorkersAsync(partition, cancel)).Where(w => w.Until > now))
            {
                DateTimeOffset until = worker.Until.ToDateTimeOffset();
                WorkerRecord? record = WorkerRecord.FromBytes(worker.Presence);
                bool isAlive = record?.IsSurelyDead() != true;
                if (isAlive && (!workers.TryGetValue(worker.Worker, out WorkerView? known) || known.Until < until))
                {
                    workers[worker.Worker] = new WorkerView(worker.Worker, record, until);
                }
            }
        }

        return [.. workers.Values.OrderBy(w => w.Id.Text, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Looks for violations of what the store promises (design §3.4): runs that nothing will wake, hints that do not fit the headers, leftovers. Empty
    /// when all is well. A store that works meanwhile is read twice, and only what was wrong both times is told.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<StoreFault>> CheckAsync(CancellationToken cancel = default)
    {
        List<StoreFault> faults = [];
        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            IReadOnlyList<StoreFault> found = await CheckAsync(partition, cancel);
            if (found.Count > 0)
            {
                HashSet<StoreFault> again = [.. await CheckAsync(partition, cancel)];
                faults.AddRange(found.Where(again.Contains));
            }
        }

        return faults;
    }

    private async Task<IReadOnlyList<StoreFault>> CheckAsync(int partition, CancellationToken cancel)
    {
        StoreDump dump = await Store.DumpAsync(partition, cancel);
        // Those who hold permits may be in other partitions.
        IReadOnlyList<ItemHeader?> headers = await Store.ReadHeadersAsync([.. PermitChecks.ItemsOf(dump).Distinct()], cancel);
        return [.. StoreChecker.Check(dump), .. PermitChecks.Check(dump, headers.OfType<ItemHeader>().ToDictionary(h => h.Id))];
    }
}
