using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Errors;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands;

/// <summary>What a run that is over gives: its output, or an error.</summary>
internal static class RunResults
{
    /// <summary>The output of a completed run.</summary>
    /// <exception cref="TickException"><c>TickRunFailed</c>, with the run's own error inside; <c>TickRunNotTerminal</c>.</exception>
    public static object? OutputOf(RunView run) => run.Status switch
    {
        RunStatus.Completed => ValueCodec.Decode(run.Output),
        RunStatus.Failed or RunStatus.Canceled or RunStatus.TimedOut or RunStatus.Suspended => throw Failed(run),
        _ => throw new TickException(
            TickErrorId.RunNotTerminal,
            TickErrorKind.InvalidState,
            $"Run '{run.Id}' has not ended ({run.Status}), so it has no output yet. Wait for it with -Wait or Wait-TickRun.")
        { Target = run.Id.Text },
    };

    private static TickException Failed(RunView run)
    {
        string what = run.Status switch
        {
            RunStatus.Canceled => "was canceled",
            RunStatus.TimedOut => "ran out of time",
            RunStatus.Suspended => "is suspended",
            _ => "failed",
        };
        string why = run.Error is { } error ? $": {error.Message}{(error.Line > 0 ? $" ({error.Script}:{error.Line})" : "")}" : ".";
        Exception? inner = run.Error is { } details ? TickErrors.ToRecord(details).Exception : null;
        return new TickException(TickErrorId.RunFailed, TickErrorKind.FlowError, $"Run '{run.Id}' of '{run.Flow}' {what}{why}", inner) { Target = run.Id.Text };
    }
}
