using System.Collections;
using GoTick.Core.Client;

namespace GoTick.PowerShell.Completion;

/// <summary>The queues that flows name or workers serve.</summary>
public sealed class QueueCompleter : StoreCompleter
{
    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel)
    {
        IReadOnlyList<WorkerView> workers = client.ListWorkersAsync(cancel).GetAwaiter().GetResult();
        return client.ListFlowsAsync(cancel).GetAwaiter().GetResult().Select(f => f.Settings.Queue)
            .Concat(workers.SelectMany(w => w.Queues))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(queue => (queue, $"{workers.Count(w => w.Queues.Contains(queue, StringComparer.OrdinalIgnoreCase))} live workers"));
    }
}
