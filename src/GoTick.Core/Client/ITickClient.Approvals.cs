using GoTick.Core.Client.Finding;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>The approvals that wait for somebody, over all runs; those of the newest runs first.</summary>
    /// <param name="after">Only those behind this one's <see cref="ApprovalView.Cursor"/>; null = from the newest.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickCursorInvalid</c>.</exception>
    IAsyncEnumerable<ApprovalView> ListApprovalsAsync(string? after = null, CancellationToken cancel = default);

    /// <summary>The approvals of one run, in the order in which they were asked.</summary>
    /// <param name="id">The run.</param>
    /// <param name="all">True: also those that were decided. False: the one that is pending, or none.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickRunNotFound</c>.</exception>
    Task<IReadOnlyList<ApprovalView>> ReadApprovalsAsync(ItemId id, bool all = false, CancellationToken cancel = default);

    /// <summary>
    /// Approves or denies what a run asks. When this returns, the vote is in the store; the run takes it when a worker has it next. One vote a person
    /// counts, and it counts for exactly what was asked.
    /// </summary>
    /// <returns>The approval with this vote.</returns>
    /// <exception cref="TickException">
    /// <c>TickRunNotFound</c>, <c>TickRunEnded</c>, <c>TickInboxFull</c>, <c>TickApprovalNotPending</c>, <c>TickApprovalDecided</c>, <c>TickApprovalNotAsked</c>, <c>TickApprovalRepeated</c>,
    /// <c>TickApprovalUnverified</c>, <c>TickApprovalChanged</c>, <c>TickArgumentInvalid</c>.
    /// </exception>
    Task<ApprovalView> VoteAsync(VoteRequest request, CancellationToken cancel = default);
}
