using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Client;

/// <summary>A recorded step as people see it.</summary>
public sealed record StepView
{
    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>What it is.</summary>
    public required StepKind Kind { get; init; }

    /// <summary><c>Completed</c>, <c>Failed</c>, <c>Retrying</c>, <c>Waiting</c>, or <c>Canceled</c> when the run ended in it.</summary>
    public required string Status { get; init; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long its last attempt took; for a sleep, how long it is.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>When its sleep or next attempt is due.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Its value.</summary>
    public Payload Value { get; init; }

    /// <summary>Its error's message.</summary>
    public string? Error { get; init; }

    /// <summary>Its error with its place in the script; null when it has none, or only its message is known.</summary>
    public FailureDetails? Failure { get; init; }

    /// <summary>The run that it started, when it is a child or a start; null when it is none, or has started none.</summary>
    public ItemId? Run { get; init; }

    /// <summary>Its branches, when it is a wait for branches.</summary>
    public FanOutView? FanOut { get; init; }
}
