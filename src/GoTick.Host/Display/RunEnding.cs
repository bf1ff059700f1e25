using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Host.Commands;

namespace GoTick.Host.Display;

/// <summary>How a run ended: the sentence and the exit code.</summary>
internal static class RunEnding
{
    /// <summary>One line.</summary>
    public static string Text(RunView run)
    {
        string took = run.Ended is { } ended ? $" in {Span.Text(ended - run.Created)}" : "";
        string errors = run.ErrorCount > 0 ? $" with {run.ErrorCount} non-terminating error{(run.ErrorCount == 1 ? "" : "s")}" : "";
        string another = RunName.IsOf(run) ? "; the same command with --new starts another run" : "";
        string advice = run.Status == RunStatus.Suspended ? $" Go on with 'gotick resume {run.Id}'{another}." : "";
        return run.Error is { } error
            ? $"{run.Status}{took}: {error.ErrorId}: {error.Message}{Place(error)}{advice}"
            : $"{run.Status}{took}{errors}{Said(run)}";
    }

    /// <summary>The exit code of design §10.</summary>
    public static int Code(RunView run) => run.Status switch
    {
        RunStatus.Completed => ExitCodes.Ok,
        RunStatus.Canceled => ExitCodes.Canceled,
        RunStatus.TimedOut => ExitCodes.TimedOut,
        _ => run.ExitCode != 0 ? run.ExitCode : ExitCodes.Failed,
    };

    private static string Said(RunView run) => (run.By, run.Reason) switch
    {
        (null, null) => "",
        ({ } by, null) => $" by {by}",
        (null, { } reason) => $": {reason}",
        ({ } by, { } reason) => $" by {by}: {reason}",
    };

    private static string Place(FailureDetails error) => error.Line > 0 ? $" ({error.Script}:{error.Line})" : "";
}
