using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Core.Client;

/// <summary>A run as people see it.</summary>
public sealed record RunView
{
    /// <summary>The run.</summary>
    public required ItemId Id { get; init; }

    /// <summary>The flow.</summary>
    public required string Flow { get; init; }

    /// <summary>The version it keeps.</summary>
    public required string Version { get; init; }

    /// <summary>Its status.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>−100 (last) to 100 (first) in its line.</summary>
    public int Priority { get; init; }

    /// <summary>The key under which it takes turns; null when it has none.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its first activation began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>When its timer is due.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>What it waits for that it does not do itself: a signal, an approval, a child; null when it waits for nothing of that sort.</summary>
    public RunWait? WaitsFor { get; init; }

    /// <summary>The long step that runs right now.</summary>
    public string? Step { get; init; }

    /// <summary>The run that it was made from (<c>Restart-TickRun</c>); null when it was started.</summary>
    public string? Origin { get; init; }

    /// <summary>How far it says it is; null when it does not say.</summary>
    public ProgressReport? Progress { get; init; }

    /// <summary>How far the step says it is that runs right now; null when it does not say.</summary>
    public ProgressReport? StepProgress { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Non-terminating errors on the way.</summary>
    public int ErrorCount { get; init; }

    /// <summary>The code of <c>exit n</c>.</summary>
    public int ExitCode { get; init; }

    /// <summary>Its place in lists of runs, for <see cref="RunQuery.After"/>.</summary>
    public string Cursor { get; init; } = "";

    /// <summary>What it was started with, or went on with as new.</summary>
    public Payload Arguments { get; init; }

    /// <summary>What it was started with at the very first.</summary>
    public Payload FirstArguments { get; init; }

    /// <summary>What it wrote, once it has ended.</summary>
    public Payload Output { get; init; }

    /// <summary>The id of the error that ended or suspended it, cut to what the header keeps of it; null when there is none.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Why it failed or is suspended.</summary>
    public FailureDetails? Error { get; init; }

    /// <summary>How the run will have ended once its compensations and callbacks are over; null when it has ended, or does not end yet.</summary>
    public RunStatus? Ending { get; init; }

    /// <summary>What was said when it was cancelled or suspended; null when nothing was.</summary>
    public string? Reason { get; init; }

    /// <summary>Who cancelled or suspended it; null when nobody is known.</summary>
    public string? By { get; init; }

    /// <summary>The run whose child it is, also when a branch of that run waits for it; null when it is none.</summary>
    public ItemId? Parent { get; init; }

    /// <summary>How many times it went on as new (<c>Restart-TickFlow</c>).</summary>
    public int Continued { get; init; }

    /// <summary>How many compensations it has registered.</summary>
    public int Compensations { get; init; }

    /// <summary>How many of its compensations and callbacks have failed; told once it has ended.</summary>
    public int FailedAtEnd { get; init; }
}
