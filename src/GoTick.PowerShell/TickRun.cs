using System.Collections;
using GoTick.Core.Client;
using GoTick.PowerShell.Values;

namespace GoTick;

/// <summary>A run as it was when it was looked up. Lists leave out <see cref="Arguments"/>, <see cref="Output"/> and <see cref="Error"/>.</summary>
public sealed class TickRun
{
    internal TickRun(RunView run, string store)
    {
        Id = run.Id.Text;
        Flow = run.Flow;
        Version = run.Version;
        Status = Enum.Parse<TickRunStatus>(run.Status.ToString());
        Queue = run.Queue;
        Priority = run.Priority;
        ConcurrencyKey = run.ConcurrencyKey;
        Created = run.Created;
        Started = run.Started;
        Ended = run.Ended;
        WakeAt = run.WakeAt;
        WaitsFor = run.WaitsFor?.ToString();
        Step = run.Step;
        Progress = (run.Progress ?? run.StepProgress) is { } progress ? new TickProgress(progress) : null;
        Tags = [.. run.Tags];
        ErrorCount = run.ErrorCount;
        ExitCode = run.ExitCode;
        Origin = run.Origin;
        Arguments = ValueCodec.Decode(run.Arguments) as IDictionary;
        Output = ValueCodec.Decode(run.Output);
        ErrorId = run.Error?.ErrorId ?? run.ErrorId;
        Cursor = run.Cursor;
        Error = run.Error is { } error ? (error.Line > 0 ? $"{error.Message} ({error.Script}:{error.Line})" : error.Message) : null;
        Ending = run.Ending is { } ending ? Enum.Parse<TickRunStatus>(ending.ToString()) : null;
        Reason = run.Reason;
        By = run.By;
        Parent = run.Parent?.Text;
        Continued = run.Continued;
        Compensations = run.Compensations;
        FailedAtEnd = run.FailedAtEnd;
        Store = store;
    }

    /// <summary>A run that was just started, as every pass over a flow sees it.</summary>
    internal TickRun(string id, string flow, string queue, DateTimeOffset created, string store)
    {
        Id = id;
        Flow = flow;
        Queue = queue;
        Created = created;
        Version = "";
        Tags = [];
        Cursor = "";
        Store = store;
    }

    /// <summary>The run's id.</summary>
    public string Id { get; }

    /// <summary>The flow's name.</summary>
    public string Flow { get; }

    /// <summary>Where it is.</summary>
    public TickRunStatus Status { get; }

    /// <summary>The queue it runs in.</summary>
    public string Queue { get; }

    /// <summary>−100 (last) to 100 (first) in its line.</summary>
    public int Priority { get; }

    /// <summary>The key under which it takes turns; null when it has none.</summary>
    public string? ConcurrencyKey { get; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>When its first activation began; null before.</summary>
    public DateTimeOffset? Started { get; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? Ended { get; }

    /// <summary>From its start to its end; null while it has not ended.</summary>
    public TimeSpan? Duration => Ended - Created;

    /// <summary>When its timer is due; null when it waits for none.</summary>
    public DateTimeOffset? WakeAt { get; }

    /// <summary>What it waits for that it does not do itself, such as <c>signal 'go'</c>, <c>limit 'key:web01'</c> or <c>child 'ID'</c>; null when it waits for nothing of that sort.</summary>
    public string? WaitsFor { get; }

    /// <summary>The long step that runs right now; null when there is none.</summary>
    public string? Step { get; }

    /// <summary>How far it says it is (<c>Set-TickProgress</c>), else how far its step says (<c>Write-Progress</c>); null when neither says.</summary>
    public TickProgress? Progress { get; }

    /// <summary>Its tags.</summary>
    public string[] Tags { get; }

    /// <summary>Non-terminating errors on the way.</summary>
    public int ErrorCount { get; }

    /// <summary>The code of <c>exit n</c>.</summary>
    public int ExitCode { get; }

    /// <summary>What it was started with.</summary>
    public IDictionary? Arguments { get; }

    /// <summary>What it wrote, once it has ended: nothing is <c>$null</c>, one object itself, more an array.</summary>
    public object? Output { get; }

    /// <summary>The id of the error that ended or suspended it; null when there is none.</summary>
    public string? ErrorId { get; }

    /// <summary>That error's message and place; null when there is none.</summary>
    public string? Error { get; }

    /// <summary>How it will have ended once its compensations and callbacks are over; null when it has ended, or does not end yet.</summary>
    public TickRunStatus? Ending { get; }

    /// <summary>What was said when it was cancelled or suspended; null when nothing was.</summary>
    public string? Reason { get; }

    /// <summary>Who cancelled or suspended it; null when nobody is known.</summary>
    public string? By { get; }

    /// <summary>The run whose child it is; null when it is none.</summary>
    public string? Parent { get; }

    /// <summary>How many times it went on as new (<c>Restart-TickFlow</c>).</summary>
    public int Continued { get; }

    /// <summary>How many compensations it has registered.</summary>
    public int Compensations { get; }

    /// <summary>How many of its compensations and callbacks have failed; told once it has ended.</summary>
    public int FailedAtEnd { get; }

    /// <summary>The run that this one was made from by <c>Restart-TickRun</c>; null when it was started.</summary>
    public string? Origin { get; }

    /// <summary>The hash of the version that it keeps.</summary>
    public string Version { get; }

    /// <summary>Its place in lists, for <c>Get-TickRun -After</c>.</summary>
    public string Cursor { get; }

    /// <summary>The store, without user and password.</summary>
    public string Store { get; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
