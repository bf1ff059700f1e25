using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Display;

/// <summary>How a run ended, in a sentence.</summary>
internal static class RunEnding
{
    /// <summary>One line.</summary>
    public static string Text(RunView run)
    {
        string took = run.Ended is { } ended ? $" in {Span.Text(ended - run.Created)}" : "";
        string errors = run.ErrorCount > 0 ? $" with {run.ErrorCount} non-terminating error{(run.ErrorCount == 1 ? "" : "s")}" : "";
        string advice = run.Status == RunStatus.Suspended ? $" Resume-TickRun or 'gotick resume {run.Id}' lets it go on." : "";
        return run.Error is { } error
            ? $"{run.Status}{took}: {error.ErrorId}: {error.Message}{Place(error)}{advice}"
            : $"{run.Status}{took}{errors}{Said(run)}";
    }

    private static string Said(RunView run) => (run.By, run.Reason) switch
    {
        (null, null) => "",
        ({ } by, null) => $" by {by}",
        (null, { } reason) => $": {reason}",
        ({ } by, { } reason) => $" by {by}: {reason}",
    };

    private static string Place(FailureDetails error) => error.Line > 0 ? $" ({error.Script}:{error.Line})" : "";
}
