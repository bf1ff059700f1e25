using GoTick.Core.Client;
using GoTick.PowerShell.Values;

namespace GoTick;

/// <summary>What a run asks people for.</summary>
public sealed class TickApproval
{
    internal TickApproval(ApprovalView approval, string store)
    {
        RunId = approval.Run.Text;
        Name = approval.Name;
        Flow = approval.Flow;
        Status = approval.Outcome?.ToString() ?? "Pending";
        Message = approval.Message;
        Data = ValueCodec.Decode(approval.Data);
        Approvers = [.. approval.Approvers];
        Quorum = approval.Quorum;
        RequireVerified = approval.RequiresVerified;
        Asked = approval.Asked;
        Due = approval.Due;
        EscalateAt = approval.EscalateAt;
        EscalateTo = [.. approval.EscalateTo];
        Escalated = approval.IsEscalated;
        Votes = [.. approval.Votes.Select(v => new TickVote(v))];
        Ask = approval.Ask;
        Store = store;
    }

    /// <summary>The run that asks.</summary>
    public string RunId { get; }

    /// <summary>The step's key.</summary>
    public string Name { get; }

    /// <summary>The run's flow.</summary>
    public string Flow { get; }

    /// <summary><c>Pending</c>, <c>Approved</c>, <c>Denied</c> or <c>Expired</c>.</summary>
    public string Status { get; }

    /// <summary>What is asked.</summary>
    public string Message { get; }

    /// <summary>What those who are asked should look at; null when there is nothing.</summary>
    public object? Data { get; }

    /// <summary>Who is asked by now; empty = anybody.</summary>
    public string[] Approvers { get; }

    /// <summary>How many must approve.</summary>
    public int Quorum { get; }

    /// <summary>True: only votes under verified names count.</summary>
    public bool RequireVerified { get; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset Asked { get; }

    /// <summary>When it is over without a decision; null = never.</summary>
    public DateTimeOffset? Due { get; }

    /// <summary>When others are, or were, asked too; null = never.</summary>
    public DateTimeOffset? EscalateAt { get; }

    /// <summary>Who is asked then.</summary>
    public string[] EscalateTo { get; }

    /// <summary>True once others were asked, too.</summary>
    public bool Escalated { get; }

    /// <summary>The votes that count, in the order in which they came.</summary>
    public TickVote[] Votes { get; }

    /// <summary>What votes are bound to: it stands for exactly this message and data.</summary>
    public string Ask { get; }

    /// <summary>The store, without user and password.</summary>
    public string Store { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Message}";
}
