using GoTick.Core.Execution;

namespace GoTick.Core.Client;

/// <summary>A branch as people see it.</summary>
public sealed record BranchView
{
    /// <summary>Its key: <c>NAME</c> or <c>NAME[i]</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its place in the wait, from 0.</summary>
    public required int Index { get; init; }

    /// <summary><c>Queued</c>, <c>Running</c>, <c>Waiting</c>, <c>Retrying</c>, <c>Suspended</c>, <c>Completed</c>, <c>Failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>When it was first claimed.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>When its sleep or next attempt is due.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The long step that runs in it right now.</summary>
    public string? Step { get; init; }

    /// <summary>How far its step, else it itself, says it is; null when neither says.</summary>
    public ProgressReport? Progress { get; init; }

    /// <summary>Its error's message.</summary>
    public string? Error { get; init; }

    /// <summary>Its recorded steps; of an ended branch the first ones.</summary>
    public IReadOnlyList<StepView> Steps { get; init; } = [];
}
