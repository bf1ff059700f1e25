using GoTick.PowerShell.Hosting;

namespace GoTick;

/// <summary>Whether a run in flight, or one of its branches, could go on with a text.</summary>
public sealed class TickRunFit
{
    internal TickRunFit(RunFit fit, string store)
    {
        RunId = fit.Run.Text;
        Status = Enum.Parse<TickRunStatus>(fit.Status.ToString());
        Branch = fit.Branch;
        Fits = fit.Verdict.Fits;
        Step = fit.Verdict.Step;
        Expected = fit.Verdict.Expected;
        Found = fit.Verdict.Found;
        Script = fit.Verdict.Where.Script;
        Line = fit.Verdict.Where.Line;
        ErrorId = fit.Verdict.ErrorId;
        Message = fit.Verdict.Message;
        Store = store;
    }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>Where it, or its branch, was.</summary>
    public TickRunStatus Status { get; }

    /// <summary>The branch's key; null for the run itself.</summary>
    public string? Branch { get; }

    /// <summary>True when the text takes the recorded steps in their order.</summary>
    public bool Fits { get; }

    /// <summary>The step that the text came to where it parts from the journal; null when it came to none.</summary>
    public string? Step { get; }

    /// <summary>What the journal goes on with there; null when it fits.</summary>
    public string? Expected { get; }

    /// <summary>What the text did there; null when it fits.</summary>
    public string? Found { get; }

    /// <summary>The file; null when no place is known.</summary>
    public string? Script { get; }

    /// <summary>From 1; 0 when no place is known.</summary>
    public int Line { get; }

    /// <summary>The error's id; null when it fits.</summary>
    public string? ErrorId { get; }

    /// <summary>One sentence about it.</summary>
    public string Message { get; }

    /// <summary>The store, without user and password.</summary>
    public string Store { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{RunId}: {Message}";
}
