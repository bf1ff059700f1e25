using System.Collections;
using GoTick.Core.Client;
using GoTick.Core.Limits;

namespace GoTick.PowerShell.Completion;

/// <summary>The limits that there are, and the flows that could have one.</summary>
public sealed class LimitNameCompleter : StoreCompleter
{
    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel) =>
        client.ListLimitsAsync(cancel).GetAwaiter().GetResult().Select(l => (l.Name.Text, $"{l.Holders} held, {l.Waiting} waiting"))
            .Concat(client.ListFlowsAsync(cancel).GetAwaiter().GetResult().Select(f => (LimitName.Of(LimitKind.Flow, f.Name).Text, "a flow")))
            .DistinctBy(l => l.Item1);
}
