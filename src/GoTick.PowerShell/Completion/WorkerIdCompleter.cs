using System.Collections;
using GoTick.Core.Client;

namespace GoTick.PowerShell.Completion;

/// <summary>The live workers.</summary>
public sealed class WorkerIdCompleter : StoreCompleter
{
    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel) =>
        client.ListWorkersAsync(cancel).GetAwaiter().GetResult().Select(w => (w.Id.Text, string.Join(", ", w.Queues)));
}
