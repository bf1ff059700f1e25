using System.Runtime.CompilerServices;
using GoTick.Core.Client.Finding;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    /// <inheritdoc/>
    public IAsyncEnumerable<ApprovalView> ListApprovalsAsync(string? after = null, CancellationToken cancel = default) =>
        ListApprovalsAsync(after is null ? null : RunCursor.Parse(after), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApprovalView>> ReadApprovalsAsync(ItemId id, bool all = false, CancellationToken cancel = default)
    {
        ItemHeader header = await FindRunAsync(id, cancel) ?? throw NotFound(id);
        if (!all)
        {
            return await PendingAsync(header, cancel) is { Outcome: null } view ? [view] : [];
        }

        StoreTime now = await Store.ReadTimeAsync(Store.PartitionOf(id), cancel);
        IReadOnlyList<(string, RunMessage.VoteGiven)> votes = HeaderFields.IsDeaf(header) ? [] : await VotesAsync(header, cancel);
        IReadOnlyList<ApprovalState> states = await ApprovalsAsync(id, 0, cancel);
        if (states is [.., { Decided: null } last])
        {
            states = [.. states.Take(states.Count - 1), With(last, votes)];
        }

        return [.. states.Select(s => ApprovalView.Of(header, s, now))];
    }

    /// <inheritdoc/>
    public async Task<ApprovalView> VoteAsync(VoteRequest request, CancellationToken cancel = default)
    {
        ItemHeader header = await FindRunAsync(request.Run, cancel) ?? throw NotFound(request.Run);
        if (await PendingStateAsync(header, cancel) is not { } state || (request.Name is { } name && state.Asked.Key != StepKey.FromStored(name)))
        {
            throw await NotPendingAsync(header, request, cancel);
        }

        StoreTime now = await Store.ReadTimeAsync(Store.PartitionOf(request.Run), cancel);
        var vote = new RunMessage.VoteGiven
        {
            Ask = request.Ask ?? state.Asked.Ask,
            Approves = request.Approves,
            By = request.By.Name,
            IsVerified = request.By.IsVerified,
            Comment = request.Comment,
            Given = now,
        };
        if (ApprovalDecisions.Refusal(state, vote) is { } refusal)
        {
            throw refusal;
        }

        CommitReply reply = await Store.CommitAsync(ApprovalDecisions.Give(request.Run, vote), cancel);
        if (reply.Result == CommitResult.Already)
        {
            throw ApprovalDecisions.Repeated(state, request.By.Name); // the same person, at the same time, by another way
        }

        ApprovalState voted = state.With(ApprovalDecisions.Counted(state, RunMessage.VoteGiven.MessageId(vote.Ask, request.By.Name), vote, now));
        return Posted(reply, request.Run, $"a vote on '{state.Asked.Key}'", ApprovalView.Of(header, voted, now));
    }

    private async IAsyncEnumerable<ApprovalView> ListApprovalsAsync(RunCursor? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<(int, HeaderSource)> sources =
        [
            .. Enumerable.Range(0, Store.Partitions).Select(p => (p, (HeaderSource)new IndexSource(Store, p, [RunIndexes.Approvals], after?.Before(p), since: null))),
        ];
        while (await RunFinder.NextAsync(sources, cancel) is { } next)
        {
            if (await PendingAsync(next.Header, cancel) is { Outcome: null } view)
            {
                yield return view with { Cursor = next.Place.ToString() };
            }
        }
    }

    private async Task<ApprovalView?> PendingAsync(ItemHeader header, CancellationToken cancel) =>
        await PendingStateAsync(header, cancel) is { } state
            ? ApprovalView.Of(header, state, await Store.ReadTimeAsync(Store.PartitionOf(header.Id), cancel))
            : null;

    /// <summary>The approval that the run waits for, with the votes that lie in its inbox; null when there is none.</summary>
    private async Task<ApprovalState?> PendingStateAsync(ItemHeader header, CancellationToken cancel)
    {
        if (HeaderFields.IsDeaf(header) || !header.Fields.ContainsKey(HeaderFields.Ask))
        {
            return null;
        }

        IReadOnlyList<(string, RunMessage.VoteGiven)> votes = await VotesAsync(header, cancel);
        IReadOnlyList<ApprovalState> states = await ApprovalsAsync(header.Id, HeaderFields.Number(header, HeaderFields.Ask), cancel);
        return states is [.., { Decided: null } pending] ? With(pending, votes) : null; // decided since the header was read
    }

    /// <summary>The votes in an inbox. Read before the journal: a vote goes from here to there, and must not be missed on its way.</summary>
    private async Task<IReadOnlyList<(string Id, RunMessage.VoteGiven Vote)>> VotesAsync(ItemHeader header, CancellationToken cancel)
    {
        List<(string, RunMessage.VoteGiven)> votes = [];
        long after = 0;
        IReadOnlyList<InboxMessage> page;
        do
        {
            page = header.Inbox == 0 ? [] : await Store.ReadInboxAsync(header.Id, after, StoreLimits.ClaimEvents, cancel);
            foreach (InboxMessage message in page)
            {
                after = message.Number;
                if (JournalCodec.TryDecodeMessage(message.Body) is RunMessage.VoteGiven vote)
                {
                    votes.Add((message.Id, vote));
                }
            }
        }
        while (page.Count == StoreLimits.ClaimEvents);
        return votes;
    }

    /// <summary>Votes count as soon as they are in the inbox: whoever holds the run takes them in this order.</summary>
    private static ApprovalState With(ApprovalState state, IReadOnlyList<(string Id, RunMessage.VoteGiven Vote)> votes)
    {
        foreach ((string id, RunMessage.VoteGiven vote) in votes)
        {
            state = ApprovalDecisions.Refusal(state, vote) is null ? state.With(ApprovalDecisions.Counted(state, id, vote, vote.Given)) : state;
        }

        return state;
    }

    /// <summary>The approvals that a journal tells of, from an event on.</summary>
    private async Task<IReadOnlyList<ApprovalState>> ApprovalsAsync(ItemId id, int from, CancellationToken cancel)
    {
        List<ApprovalState> states = [];
        for (int at = from; await Store.ReadJournalAsync(id, at, StoreLimits.JournalPage, cancel) is { Count: > 0 } page; at += page.Count)
        {
            foreach (JournalEvent value in page.Select(JournalCodec.Decode))
            {
                if (value is ApprovalAsked asked)
                {
                    states.Add(new ApprovalState(asked));
                }
                else if (value is StepEvent { StepKind: StepKind.Approval } more && states.Count > 0)
                {
                    states[^1] = states[^1].With(more);
                }
            }
        }

        return states;
    }

    private async Task<TickException> NotPendingAsync(ItemHeader header, VoteRequest request, CancellationToken cancel)
    {
        IReadOnlyList<ApprovalState> states = await ApprovalsAsync(request.Run, 0, cancel);
        ApprovalState? meant = states.LastOrDefault(
            s => (request.Ask is null || s.Asked.Ask == request.Ask) && (request.Name is null || s.Asked.Key == StepKey.FromStored(request.Name)));
        if (meant is { Decided: not null })
        {
            return ApprovalDecisions.Decided(meant);
        }

        if (HeaderFields.IsDeaf(header))
        {
            return new TickException(TickErrorId.RunEnded, TickErrorKind.InvalidState, $"Run '{request.Run}' has ended: nobody is asked any more.") { Target = request.Run.Text };
        }

        string what = request.Name is null ? "an approval" : $"approval '{request.Name}'";
        string instead = states is [.., { Decided: null } pending] ? $" It asks for '{pending.Asked.Key}'." : "";
        return new TickException(
            TickErrorId.ApprovalNotPending, TickErrorKind.InvalidState, $"Run '{request.Run}' does not ask for {what} now.{instead} See Get-TickApproval, or gotick approvals.")
        { Target = request.Run.Text };
    }
}
