using GoTick.Core.Client;
using GoTick.PowerShell.Values;

namespace GoTick;

/// <summary>A recorded step of a run.</summary>
public sealed class TickStep
{
    internal TickStep(StepView step, string runId, string? branch = null)
    {
        RunId = runId;
        Branch = branch;
        Name = step.Key;
        Kind = step.Kind.ToString();
        Status = step.Status;
        Attempts = step.Attempts;
        Time = step.Time;
        Duration = step.Took;
        Due = step.Due;
        Value = ValueCodec.Decode(step.Value);
        StartedRun = step.Run?.Text;
        Error = step.Error;
    }

    internal TickStep(BranchView branch, string runId, string? parent)
    {
        RunId = runId;
        Branch = parent;
        Name = branch.Key;
        Kind = "Branch";
        Status = branch.Status;
        Attempts = branch.Attempts;
        Time = branch.Ended ?? branch.Started ?? default;
        Duration = branch is { Started: { } started, Ended: { } ended } ? ended - started : default;
        Due = branch.Due;
        Error = branch.Error;
    }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>The key of the branch that it is in, <c>NAME</c> or <c>NAME[i]</c>; null for a step of the run itself.</summary>
    public string? Branch { get; }

    /// <summary>Its key: the name, from the second use on <c>NAME#2</c>.</summary>
    public string Name { get; }

    /// <summary><c>Task</c>, <c>Memo</c>, <c>Array</c>, <c>Sleep</c>, …; <c>Branch</c> is a branch itself.</summary>
    public string Kind { get; }

    /// <summary>
    /// <c>Completed</c>, <c>Failed</c>, <c>Retrying</c>, <c>Waiting</c>, or <c>Canceled</c> when the run ended in it; of a branch also <c>Queued</c>, <c>Running</c>, <c>Suspended</c>.
    /// </summary>
    public string Status { get; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; }

    /// <summary>When it was recorded; of a branch when it ended, else when it began.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>How long its last attempt took; for a sleep, how long it is.</summary>
    public TimeSpan Duration { get; }

    /// <summary>When its sleep or next attempt is due; null when nothing is.</summary>
    public DateTimeOffset? Due { get; }

    /// <summary>Its value.</summary>
    public object? Value { get; }

    /// <summary>The run that it started: a child, or an independent one; null when it has started none.</summary>
    public string? StartedRun { get; }

    /// <summary>Its error's message; null when there is none.</summary>
    public string? Error { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
