using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>What the journal says of a step that the script has reached.</summary>
public abstract record StepEntry
{
    private StepEntry()
    {
    }

    /// <summary>Its result is in the journal: hand it out, do not run the block.</summary>
    public sealed record Recorded(StepKey Key, Payload Value) : StepEntry;

    /// <summary>It failed for good: raise the same error again.</summary>
    public sealed record RecordedFailure(StepKey Key, FailureDetails Error, int Attempts) : StepEntry;

    /// <summary>Run its block, then record the outcome.</summary>
    /// <param name="Key">The step.</param>
    /// <param name="Attempt">Which attempt this is, from 1.</param>
    /// <param name="Deadline">When this attempt must be over (store clock); null = no limit.</param>
    public sealed record Run(StepKey Key, int Attempt, DateTimeOffset? Deadline) : StepEntry;

    /// <summary>The step waits (for its next attempt) and the lease was given back: unwind.</summary>
    public sealed record Suspended : StepEntry;
}
