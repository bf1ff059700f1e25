using System.Collections;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Completion;

/// <summary>The signals that runs wait for right now: of the given runs, else of the newest.</summary>
public sealed class AwaitedSignalCompleter : StoreCompleter
{
    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel) =>
        AwaitedNames.Of(client, StepKind.Signal, bound["Run"], cancel);
}
