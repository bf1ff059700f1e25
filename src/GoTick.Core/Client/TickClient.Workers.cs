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

    /// <summary>
    /// True when a worker that is present serves the queue. That one does is believed for 5 s without asking again; that none does is asked anew
    /// each time.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
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

    /// <summary>The workers that are alive now, by name: they said so within their lease, and their process is not known to be gone.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
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

    /// <summary>The queues in which something waits or which a present worker serves, by name.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<QueueView>> ListQueuesAsync(CancellationToken cancel = default)
    {
        SortedDictionary<string, QueueView> queues = new(StringComparer.Ordinal);
        QueueView Of(string name) => queues.GetValueOrDefault(name) ?? new QueueView(name, 0, 0);
        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            foreach (QueueState queue in (await Store.ReadQueuesAsync(partition, cancel)).Where(q => !q.Queue.StartsWith(ScheduleDecisions.Queue, StringComparison.Ordinal)))
            {
                QueueView view = Of(queue.Queue);
                queues[queue.Queue] = view with { Ready = view.Ready + queue.Ready };
            }
        }

        foreach (string name in (await ListWorkersAsync(cancel)).SelectMany(w => w.Queues.Distinct()))
        {
            QueueView view = Of(name);
            queues[name] = view with { Workers = view.Workers + 1 };
        }

        return [.. queues.Values];
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
            IReadOnlyList<StoreFault> found = StoreChecker.Check(await Store.DumpAsync(partition, cancel));
            if (found.Count > 0)
            {
                HashSet<StoreFault> again = [.. StoreChecker.Check(await Store.DumpAsync(partition, cancel))];
                faults.AddRange(found.Where(again.Contains));
            }
        }

        return faults;
    }
}
