using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>A compensation or callback as the executor gives it to the journal, and gets it back at the end of the run, on any worker.</summary>
public sealed record RegisteredBlock
{
    /// <summary>The block.</summary>
    public required BlockReference Block { get; init; }

    /// <summary>The variables that it names, as they were when it was registered (a dictionary); none when there are none.</summary>
    public Payload Variables { get; init; }

    /// <summary>How often it is tried.</summary>
    public required RetryPolicy Retry { get; init; }

    /// <summary>Which end a callback is told of; null for a compensation.</summary>
    public RunStatus? On { get; init; }

    /// <summary>What it is: a step of this kind once it runs.</summary>
    public StepKind Kind => On is null ? StepKind.Compensation : StepKind.Callback;
}
