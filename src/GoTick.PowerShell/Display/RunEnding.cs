using GoTick.Core.Client;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Display;

/// <summary>How a run ended, in a sentence.</summary>
internal static class RunEnding
{
    /// <summary>One line.</summary>
    public static string Text(RunView run)
    {
        string took = run.Ended is { } ended ? $" in {Span.Text(ended - run.Created)}" : "";
        string errors = run.ErrorCount > 0 ? $" with {run.ErrorCount} non-terminating error{(run.ErrorCount == 1 ? "" : "s")}" : "";
        return run.Error is { } error
            ? $"{run.Status}{took}: {error.ErrorId}: {error.Message}{Place(error)}"
            : $"{run.Status}{took}{errors}";
    }

    private static string Place(FailureDetails error) => error.Line > 0 ? $" ({error.Script}:{error.Line})" : "";
}
