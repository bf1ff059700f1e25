namespace GoTick.Core.Execution;

/// <summary>What follows a failed attempt, after it was recorded.</summary>
public abstract record StepFailureVerdict
{
    private StepFailureVerdict()
    {
    }

    /// <summary>Run the block again now (its short wait has already passed in the slot).</summary>
    public sealed record RunAgain(StepEntry.Run Next) : StepFailureVerdict;

    /// <summary>The step has failed: throw in the flow.</summary>
    public sealed record Final(int Attempts) : StepFailureVerdict;

    /// <summary>The retry waits in the store and the lease was given back: unwind.</summary>
    public sealed record Suspended : StepFailureVerdict;
}
