using System.Collections;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Completion;

/// <summary>The approvals that are pending: of the given run, else of all.</summary>
public sealed class PendingApprovalCompleter : StoreCompleter
{
    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel) =>
        AwaitedNames.Of(client, StepKind.Approval, bound["Id"], cancel);
}
