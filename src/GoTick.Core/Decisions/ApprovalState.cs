using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>An approval as its events tell it.</summary>
internal sealed record ApprovalState(ApprovalAsked Asked)
{
    /// <summary>The votes that count, in the order in which they came.</summary>
    public IReadOnlyList<ApprovalVoted> Votes { get; private init; } = [];

    /// <summary>True once others were asked, too.</summary>
    public bool IsEscalated { get; private init; }

    /// <summary>How it ended; null while it is pending.</summary>
    public ApprovalDecided? Decided { get; private init; }

    /// <summary>What the votes come to: one that denies, or enough that approve; null while neither.</summary>
    public ApprovalOutcome? Reached =>
        Votes.Any(v => !v.Approves) ? ApprovalOutcome.Denied
        : Votes.Count >= Asked.Quorum ? ApprovalOutcome.Approved
        : null;

    /// <summary>When something is to be done although nobody votes; null = never.</summary>
    public StoreTime? WakeAt => (IsEscalated ? null : Asked.EscalateAt, Asked.Due) switch
    {
        ({ } escalate, { } due) => escalate < due ? escalate : due,
        var (escalate, due) => escalate ?? due,
    };

    /// <summary>Who may vote at a time; empty = anybody.</summary>
    public IReadOnlyList<string> ApproversAt(StoreTime time) =>
        Asked.Approvers.Count > 0 && (IsEscalated || Asked.EscalateAt <= time) ? [.. Asked.Approvers, .. Asked.EscalateTo] : Asked.Approvers;

    /// <summary>The state after one more event.</summary>
    public ApprovalState With(StepEvent value) => value switch
    {
        ApprovalVoted vote => this with { Votes = [.. Votes, vote] },
        ApprovalEscalated => this with { IsEscalated = true },
        ApprovalDecided decided => this with { Decided = decided },
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no event of a pending approval."),
    };

    /// <summary>What the flow sees of an approval that has ended.</summary>
    public ApprovalResult Result()
    {
        ApprovalOutcome outcome = Decided!.Outcome;
        ApprovalVoted? decisive = outcome == ApprovalOutcome.Expired ? null : Votes[^1];
        return new ApprovalResult(
            Asked.Key.Text,
            outcome,
            decisive is null ? null : Vote(decisive),
            (decisive?.Given ?? Asked.Due ?? Decided.At).ToDateTimeOffset(),
            [.. Votes.Select(Vote)]);
    }

    /// <summary>A vote as people see it.</summary>
    public static ApprovalVote Vote(ApprovalVoted vote) => new(vote.By, vote.IsVerified, vote.Approves, vote.Comment, vote.Given.ToDateTimeOffset());
}
