using GoTick.Core.Flows;

namespace GoTick.Core.Client;

/// <summary>Somebody's answer to what a run asks.</summary>
public sealed record VoteRequest
{
    /// <summary>The run.</summary>
    public required ItemId Run { get; init; }

    /// <summary>Which approval, by its step's key; null = the one that is pending.</summary>
    public string? Name { get; init; }

    /// <summary>What the voter has seen (<see cref="ApprovalView.Ask"/>); null = what is asked now, unseen.</summary>
    public string? Ask { get; init; }

    /// <summary>True = approved, false = denied.</summary>
    public required bool Approves { get; init; }

    /// <summary>Who votes.</summary>
    public required Person By { get; init; }

    /// <summary>What to say about it, at most 10,000 characters; null = nothing.</summary>
    public string? Comment { get; init; }
}
