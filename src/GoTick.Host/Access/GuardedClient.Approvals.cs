using System.Runtime.CompilerServices;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ApprovalView> ListApprovalsAsync(string? after = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        await foreach (ApprovalView approval in inner.ListApprovalsAsync(after, cancel))
        {
            if (caller.Grants.Allow(approval.Flow))
            {
                yield return approval;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApprovalView>> ReadApprovalsAsync(ItemId id, bool all = false, CancellationToken cancel = default)
    {
        await ReachRunAsync(await LookAsync(cancel), id, cancel);
        return await inner.ReadApprovalsAsync(id, all, cancel);
    }

    /// <inheritdoc/>
    public Task<ApprovalView> VoteAsync(VoteRequest request, CancellationToken cancel = default) => ChangeAsync(
        request.Run.Text,
        caller => ReachRunAsync(caller, request.Run, cancel),
        caller => inner.VoteAsync(request with { By = caller.Person }, cancel),
        cancel,
        approval => (request.Approves ? "approved " : "denied ") + approval.Name);
}
