using GoTick.Core.Execution;

namespace GoTick;

/// <summary>A record of what a run wrote to its streams.</summary>
public sealed class TickLogRecord
{
    internal TickLogRecord(long number, StreamRecord record, string runId)
    {
        RunId = runId;
        Number = number;
        Time = record.Time;
        Stream = record.Stream.ToString();
        Step = record.Step;
        Attempt = record.Attempt;
        Branch = record.Branch;
        Text = record.Text;
        Percent = record.Percent < 0 ? null : record.Percent;
    }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>Its number, from 1.</summary>
    public long Number { get; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset Time { get; }

    /// <summary><c>Output</c>, <c>Error</c>, <c>Warning</c>, <c>Verbose</c>, <c>Debug</c>, <c>Information</c>, <c>Host</c> or <c>Progress</c>.</summary>
    public string Stream { get; }

    /// <summary>The step; null in flow scope.</summary>
    public string? Step { get; }

    /// <summary>The step's attempt, from 1; 0 in flow scope.</summary>
    public int Attempt { get; }

    /// <summary>The branch's key; null in the run itself.</summary>
    public string? Branch { get; }

    /// <summary>What was written.</summary>
    public string Text { get; }

    /// <summary>Percent complete of a progress record; null when unknown.</summary>
    public int? Percent { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
