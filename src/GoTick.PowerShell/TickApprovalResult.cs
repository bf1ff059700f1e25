using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick;

/// <summary>How an approval ended, as the flow that asked sees it.</summary>
public sealed class TickApprovalResult
{
    internal TickApprovalResult(ApprovalResult result)
    {
        Name = result.Name;
        Approved = result.Outcome == ApprovalOutcome.Approved;
        Outcome = result.Outcome.ToString();
        By = result.Decisive?.By;
        Verified = result.Decisive?.IsVerified ?? false;
        Comment = result.Decisive?.Comment;
        At = result.At;
        Votes = [.. result.Votes.Select(v => new TickVote(v))];
    }

    /// <summary>The step's key.</summary>
    public string Name { get; }

    /// <summary>True when as many as were needed approved.</summary>
    public bool Approved { get; }

    /// <summary><c>Approved</c>, <c>Denied</c> or <c>Expired</c>.</summary>
    public string Outcome { get; }

    /// <summary>Who gave the vote that decided; null when the time was over.</summary>
    public string? By { get; }

    /// <summary>True when that name was verified.</summary>
    public bool Verified { get; }

    /// <summary>What was said with that vote; null = nothing.</summary>
    public string? Comment { get; }

    /// <summary>When it was decided, by the store's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>All votes that counted, in the order in which they came.</summary>
    public TickVote[] Votes { get; }

    /// <inheritdoc/>
    public override string ToString() => Votes.Length > 0 && By is not null ? Votes[^1].ToString() : Outcome;
}
