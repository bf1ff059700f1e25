using GoTick.Core.Execution;

namespace GoTick;

/// <summary>Somebody's vote on an approval.</summary>
public sealed class TickVote
{
    internal TickVote(ApprovalVote vote)
    {
        By = vote.By;
        Verified = vote.IsVerified;
        Approved = vote.Approves;
        Comment = vote.Comment;
        At = vote.Given;
    }

    /// <summary>Who voted.</summary>
    public string By { get; }

    /// <summary>True when the name was verified. False (<c>Unverified</c>): it is the account that the voter's process said it runs under.</summary>
    public bool Verified { get; }

    /// <summary>True = approved, false = denied.</summary>
    public bool Approved { get; }

    /// <summary>What was said about it; null = nothing.</summary>
    public string? Comment { get; }

    /// <summary>When it was given, by the store's clock.</summary>
    public DateTimeOffset At { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{(Approved ? "Approved" : "Denied")} by {By}{(Verified ? "" : " (Unverified)")}{(Comment is null ? "" : ": " + Comment)}";
}
