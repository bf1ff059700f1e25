using System.Runtime.CompilerServices;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ApprovalView> ListApprovalsAsync(string? after = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        do
        {
            Page<ApprovalView> page = await _calls.GetAsync<Page<ApprovalView>>(RemotePath.At("approvals").With("after", after).With("limit", RunsAtOnce).ToString(), cancel);
            foreach (ApprovalView approval in page.Items)
            {
                yield return approval;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApprovalView>> ReadApprovalsAsync(ItemId id, bool all = false, CancellationToken cancel = default) =>
        (await _calls.GetAsync<Page<ApprovalView>>(RemotePath.At(RemotePath.OfRun(id, "approvals")).With("all", all ? "true" : "false").ToString(), cancel)).Items;

    /// <inheritdoc/>
    public Task<ApprovalView> VoteAsync(VoteRequest request, CancellationToken cancel = default) => _calls.SendAsync<ApprovalView>(
        HttpMethod.Post,
        RemotePath.OfRun(request.Run, "approvals"),
        new VoteBody { Name = request.Name, Ask = request.Ask, Approves = request.Approves, Comment = request.Comment },
        isRepeatable: false,
        cancel);
}
