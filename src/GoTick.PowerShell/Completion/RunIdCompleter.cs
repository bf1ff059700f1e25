using System.Collections;
using GoTick.Core.Client;

namespace GoTick.PowerShell.Completion;

/// <summary>The newest runs.</summary>
public sealed class RunIdCompleter : StoreCompleter
{
    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel) =>
        client.ListRunsAsync(new RunQuery { Flow = bound["Flow"] as string }, cancel).ToBlockingEnumerable(cancel).Select(r => (r.Id.Text, $"{r.Flow}, {r.Status}, {r.Created:s}"));
}
