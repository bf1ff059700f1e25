using System.Collections;
using GoTick.Core.Client;

namespace GoTick.PowerShell.Completion;

/// <summary>The flows of the catalogue.</summary>
public sealed class FlowNameCompleter : StoreCompleter
{
    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel) =>
        client.ListFlowsAsync(cancel).GetAwaiter().GetResult().Select(f => (f.Name, f.Settings.Description ?? f.Name));
}
