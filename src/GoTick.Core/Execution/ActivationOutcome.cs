using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>How one pass over a script ended.</summary>
public abstract record ActivationOutcome
{
    private ActivationOutcome()
    {
    }

    /// <summary>The script came to its end (for a branch: its block).</summary>
    /// <param name="Output">What it wrote; <see cref="Payload.None"/> when it wrote nothing.</param>
    /// <param name="ErrorCount">Non-terminating errors on the way.</param>
    public sealed record Completed(Payload Output, int ErrorCount) : ActivationOutcome;

    /// <summary>The script ended by <c>exit n</c>; <paramref name="Code"/> ≠ 0 is a failure.</summary>
    public sealed record Exited(int Code, Payload Output, int ErrorCount) : ActivationOutcome;

    /// <summary>The script threw.</summary>
    public sealed record Failed(FailureDetails Error) : ActivationOutcome;

    /// <summary>The journal and the script do not fit, or the machine cannot run it: the run is parked with this error, nothing else runs.</summary>
    public sealed record Faulted(FailureDetails Error) : ActivationOutcome;

    /// <summary>The activation recorded a wait and gave its lease back; there is nothing more to commit.</summary>
    public sealed record Suspended : ActivationOutcome;

    /// <summary>The pass was stopped from outside or lost its lease; nothing may be recorded.</summary>
    public sealed record Abandoned : ActivationOutcome;
}
