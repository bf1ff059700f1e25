using GoTick.Core.Execution;

namespace GoTick;

/// <summary>How far a run says it is.</summary>
public sealed class TickProgress
{
    private readonly string _text;

    internal TickProgress(ProgressReport report)
    {
        Percent = report.Percent < 0 ? null : report.Percent;
        Activity = report.Activity;
        Status = report.Status;
        _text = report.ToString();
    }

    /// <summary>0 to 100; null when unknown.</summary>
    public int? Percent { get; }

    /// <summary>What it does; null when it does not say.</summary>
    public string? Activity { get; }

    /// <summary>At what it is; null when it does not say.</summary>
    public string? Status { get; }

    /// <inheritdoc/>
    public override string ToString() => _text;
}
