using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>What a flow asks people for.</summary>
public sealed record ApprovalRequest
{
    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>What is asked: 1 to 10,000 characters.</summary>
    public required string Message { get; init; }

    /// <summary>What those who are asked should look at; none when there is none.</summary>
    public Payload Data { get; init; }

    /// <summary>Who is asked, by account name; empty = anybody.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>How many must approve, from 1. One who denies is always enough.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>How long; null = for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Who is asked too, after <see cref="EscalateAfter"/>.</summary>
    public IReadOnlyList<string> EscalateTo { get; init; } = [];

    /// <summary>After how long others are asked, too; null = never.</summary>
    public TimeSpan? EscalateAfter { get; init; }

    /// <summary>True: only votes under verified names count.</summary>
    public bool RequiresVerified { get; init; }
}
