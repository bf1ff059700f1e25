using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>A run that ends: how, and what is left to do. Its script is not run any more.</summary>
public sealed record EndingInfo
{
    /// <summary>The outcome; nothing changes it any more.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public FailureDetails? Error { get; init; }

    /// <summary>What the flow wrote; none when it wrote nothing.</summary>
    public Payload Output { get; init; }

    /// <summary>Why it was cancelled, as somebody said; null when nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>Who cancelled it; null when nobody did, or nobody is known.</summary>
    public string? By { get; init; }

    /// <summary>The blocks to run, in this order: compensations, the last one first, then the callbacks for this outcome.</summary>
    public required IReadOnlyList<(StepKey Key, RegisteredBlock Block)> Blocks { get; init; }
}
