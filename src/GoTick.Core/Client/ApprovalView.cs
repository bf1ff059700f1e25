using GoTick.Core.Decisions;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>An approval as people see it.</summary>
public sealed record ApprovalView
{
    /// <summary>The run that asks.</summary>
    public required ItemId Run { get; init; }

    /// <summary>The run's flow.</summary>
    public required string Flow { get; init; }

    /// <summary>The step's key.</summary>
    public required string Name { get; init; }

    /// <summary>What votes are bound to: it stands for the message and the data.</summary>
    public required string Ask { get; init; }

    /// <summary>What is asked.</summary>
    public required string Message { get; init; }

    /// <summary>What those who are asked should look at; none when there is none.</summary>
    public Payload Data { get; init; }

    /// <summary>Who is asked by now; empty = anybody.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>How many must approve.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>True: only votes under verified names count.</summary>
    public bool RequiresVerified { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset Asked { get; init; }

    /// <summary>When it is over without a decision; null = never.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When others are, or were, asked too; null = never.</summary>
    public DateTimeOffset? EscalateAt { get; init; }

    /// <summary>Who is asked then.</summary>
    public IReadOnlyList<string> EscalateTo { get; init; } = [];

    /// <summary>True once others were asked, too.</summary>
    public bool IsEscalated { get; init; }

    /// <summary>
    /// How it ended; null while it is pending. Votes count here as soon as they are in the store, also when no worker has taken them yet.
    /// </summary>
    public ApprovalOutcome? Outcome { get; init; }

    /// <summary>The votes that count, in the order in which they came.</summary>
    public IReadOnlyList<ApprovalVote> Votes { get; init; } = [];

    /// <summary>Its place in the list of all that are pending; null when it comes from another one.</summary>
    public string? Cursor { get; init; }

    internal static ApprovalView Of(ItemHeader run, ApprovalState state, StoreTime now)
    {
        ApprovalAsked asked = state.Asked;
        bool isEscalated = state.IsEscalated || (state.Decided is null && asked.EscalateAt <= now);
        return new ApprovalView
        {
            Run = run.Id,
            Flow = run.Fields[HeaderFields.Flow],
            Name = asked.Key.Text,
            Ask = asked.Ask,
            Message = asked.Message,
            Data = asked.Data,
            Approvers = isEscalated ? [.. asked.Approvers, .. asked.EscalateTo] : asked.Approvers,
            Quorum = asked.Quorum,
            RequiresVerified = asked.RequiresVerified,
            Asked = asked.At.ToDateTimeOffset(),
            Due = asked.Due?.ToDateTimeOffset(),
            EscalateAt = asked.EscalateAt?.ToDateTimeOffset(),
            EscalateTo = asked.EscalateTo,
            IsEscalated = isEscalated,
            Outcome = state.Decided?.Outcome ?? state.Reached ?? (asked.Due <= now ? ApprovalOutcome.Expired : null),
            Votes = [.. state.Votes.Select(ApprovalState.Vote)],
        };
    }
}
