using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    /// <inheritdoc/>
    public ApprovalResult? WaitForApproval(ApprovalRequest request, SourcePosition where)
    {
        StepKey key = _journal.Reserve(StepKey.CheckName(request.Name), StepKind.Approval, where);
        if (Branch is not null)
        {
            throw new TickException(
                TickErrorId.ApprovalInBranch,
                TickErrorKind.InvalidInput,
                $"Approval '{request.Name}' cannot be asked for in a branch: votes go to the run. Ask in the flow, before or after its branches.")
            { Target = request.Name };
        }

        ApprovalState? state = null;
        while (_journal.NextOf(key, StepKind.Approval, where) is { } recorded)
        {
            state = recorded is ApprovalAsked asked ? new ApprovalState(asked) : state!.With(recorded);
            if (recorded is ApprovalVoted vote)
            {
                _inbox.Took(vote.Message);
            }

            if (state.Decided is not null)
            {
                return state.Result();
            }
        }

        return state is null ? Ask(key, request) : GoOn(state);
    }

    private ApprovalResult? Ask(StepKey key, ApprovalRequest request)
    {
        StoreTime now = _item.Clock.Latest;
        var state = new ApprovalState(ApprovalDecisions.Ask(Run.Id, key, request, now));
        // Votes that lie there already are for something that was asked before.
        return Commit(ApprovalDecisions.Turn(state, _item.Length, NewVotes(), _inbox.TakeLate(), _item.SeenInbox, now));
    }

    private ApprovalResult? GoOn(ApprovalState state)
    {
        List<(string, RunMessage.VoteGiven)> votes = NewVotes();
        if (state.WakeAt is { } wake && wake.Since(_item.Clock.Earliest) <= _services.ParkUpTo)
        {
            // The last milliseconds are spent in the slot; what came in the last moment, came in time.
            SlotWait.Until(_item.Clock, wake);
            _inbox.LookAgain();
            votes.AddRange(NewVotes());
        }

        return Commit(ApprovalDecisions.Turn(state, null, votes, _inbox.TakeLate(), _item.SeenInbox, _item.Clock.Earliest));
    }

    private ApprovalResult? Commit(ApprovalTurn turn)
    {
        Commit(turn.Decision);
        foreach (ApprovalVoted vote in turn.State.Votes)
        {
            _inbox.Took(vote.Message);
        }

        return turn.State.Decided is null ? null : turn.State.Result();
    }

    private List<(string Id, RunMessage.VoteGiven Vote)> NewVotes()
    {
        List<(string, RunMessage.VoteGiven)> votes = [];
        while (_inbox.Next<RunMessage.VoteGiven>("vote", _ => true) is { } vote)
        {
            votes.Add(vote);
        }

        return votes;
    }
}
