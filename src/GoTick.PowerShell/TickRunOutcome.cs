using GoTick.Core.Execution;
using GoTick.PowerShell.Values;

namespace GoTick;

/// <summary>How a run ended, as its callbacks see it: their <c>$_</c>.</summary>
public sealed class TickRunOutcome
{
    internal TickRunOutcome(RunInfo run, EndingInfo ending)
    {
        Id = run.Id.Text;
        Flow = run.Flow;
        Status = Enum.Parse<TickRunStatus>(ending.Status.ToString());
        Output = ValueCodec.Decode(ending.Output);
        ErrorId = ending.Error?.ErrorId;
        Error = ending.Error?.Message;
        Reason = ending.Reason;
        By = ending.By;
    }

    /// <summary>The run's id.</summary>
    public string Id { get; }

    /// <summary>The flow's name.</summary>
    public string Flow { get; }

    /// <summary><c>Completed</c>, <c>Failed</c>, <c>Canceled</c> or <c>TimedOut</c>.</summary>
    public TickRunStatus Status { get; }

    /// <summary>What it wrote: nothing is <c>$null</c>, one object itself, more an array.</summary>
    public object? Output { get; }

    /// <summary>The id of the error that it failed with; null when it did not.</summary>
    public string? ErrorId { get; }

    /// <summary>That error's message; null when there is none.</summary>
    public string? Error { get; }

    /// <summary>Why it was cancelled, as somebody said; null when nothing was said.</summary>
    public string? Reason { get; }

    /// <summary>Who cancelled it; null when nobody did, or nobody is known.</summary>
    public string? By { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Status}";
}
