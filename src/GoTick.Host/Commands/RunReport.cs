using System.Collections;
using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary>What is said at the end of a run: its output on one stream, how it ended on the other.</summary>
internal static class RunReport
{
    /// <summary>Returns the exit code.</summary>
    public static int Write(RunView run, TextWriter output, TextWriter messages)
    {
        object? value = ValueCodec.Decode(run.Output);
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        foreach (object? item in plain is IEnumerable items and not string and not IDictionary ? items : new[] { value })
        {
            if (item is not null)
            {
                output.WriteLine(item);
            }
        }

        messages.WriteLine(run.Error is { } error
            ? $"{run.Status}: {error.ErrorId}: {error.Message}{(error.Line > 0 ? $" ({error.Script}:{error.Line})" : "")}"
            : $"{run.Status} in {(run.Ended - run.Created)?.TotalSeconds:0.0} s");
        return run.Status switch
        {
            RunStatus.Completed => ExitCodes.Ok,
            RunStatus.Canceled => ExitCodes.Canceled,
            RunStatus.TimedOut => ExitCodes.TimedOut,
            _ => run.ExitCode != 0 ? run.ExitCode : ExitCodes.Failed,
        };
    }
}
