using System.Collections.ObjectModel;
using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.PowerShell.Streams;
using Shell = System.Management.Automation.PowerShell;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Invokes a step's block: as a rule directly in the flow's pipeline (10 µs); with a deadline in a pipeline of its own (140 µs), which can be stopped alone.
/// A stop ends cmdlets and loops; a .NET method that blocks goes on until it returns, and only then does its step time out.
/// </summary>
internal static class StepBody
{
    public static IReadOnlyList<object?> Invoke(FlowContext flow, StepEntry.Run run, ScriptBlock block, ActionPreference? errorAction)
    {
        List<PSVariable> variables =
        [
            new("ErrorActionPreference", Inside(errorAction)),
            new("PSNativeCommandUseErrorActionPreference", true),
        ];
        return run.Deadline is { } deadline
            ? InvokeUntil(flow, run, deadline, () => block.InvokeWithContext(null, variables))
            : block.InvokeWithContext(null, variables);
    }

    // Under SilentlyContinue PowerShell swallows even a throw. Under Continue it does not, and the records are kept out of the log instead.
    private static ActionPreference Inside(ActionPreference? given) =>
        given is ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore ? ActionPreference.Continue : ActionPreference.Stop;

    private static Collection<PSObject> InvokeUntil(FlowContext flow, StepEntry.Run run, DateTimeOffset deadline, Func<Collection<PSObject>> body)
    {
        TimeSpan left = deadline - flow.Activation.StoreTime;
        if (left <= TimeSpan.Zero)
        {
            throw TimedOut(run, null);
        }

        Collection<PSObject>? output = null;
        Exception? error = null;
        bool isTimedOut = false;
        using Shell nested = RunspaceSlot.NestedShell(() =>
        {
            using FlowContext.Nested inside = flow.EnterNested();
            try
            {
                output = body();
            }
            catch (Exception e)
            {
                error = e; // raised again outside of the nested pipeline, which would change it
            }
        });
        StreamRelay.AttachErrors(nested.Streams);
        using (flow.Time.CreateTimer(_ => Expire(), null, left, Timeout.InfiniteTimeSpan))
        {
            try
            {
                nested.Invoke();
            }
            catch (PipelineStoppedException) when (Volatile.Read(ref isTimedOut))
            {
                // Told below, as any end after the deadline.
            }
        }

        if (Volatile.Read(ref isTimedOut))
        {
            throw TimedOut(run, error is PipelineStoppedException ? null : error);
        }

        if (error is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        }

        return output ?? [];

        void Expire()
        {
            Volatile.Write(ref isTimedOut, true);
            nested.BeginStop(null, null);
        }
    }

    private static TickException TimedOut(StepEntry.Run run, Exception? inner) => new(
        TickErrorId.StepTimedOut, TickErrorKind.Timeout, $"Attempt {run.Attempt} of step '{run.Key}' was not over in its time and was stopped.", inner)
    { Target = run.Key.Text };
}
