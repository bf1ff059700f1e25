using System.Collections.ObjectModel;
using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.PowerShell.Streams;
using Shell = System.Management.Automation.PowerShell;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Invokes a step's block: as a rule directly in the flow's pipeline (10 µs); with a deadline in a pipeline of its own (140 µs), which can be stopped alone.
/// A stop ends cmdlets and loops. A .NET method that blocks heeds none: after a grace its attempt is recorded as timed out and its slot is given up.
/// </summary>
internal static class StepBody
{
    public static IReadOnlyList<object?> Invoke(FlowContext flow, StepEntry.Run run, ScriptBlock block, ActionPreference? errorAction, object? item = null)
    {
        List<PSVariable> variables =
        [
            new("ErrorActionPreference", Inside(errorAction)),
            new("PSNativeCommandUseErrorActionPreference", true),
        ];
        if (item is not null)
        {
            variables.Add(new PSVariable("_", item));
        }

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
            throw TimedOut(run);
        }

        Collection<PSObject>? output = null;
        Exception? error = null;
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
        using var limit = new StepLimit(flow, run, nested, left);
        try
        {
            nested.Invoke();
        }
        catch (PipelineStoppedException) when (limit.IsOver)
        {
            // Told below, as any end after the deadline.
        }

        bool isTimedOut = limit.End();
        if (flow.IsUnwinding)
        {
            throw flow.Unwind(); // the slot may be given up, and the step's end be recorded
        }

        if (isTimedOut)
        {
            throw TimedOut(run, error is PipelineStoppedException ? null : error);
        }

        if (error is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        }

        return output ?? [];
    }

    /// <summary>What an attempt fails with whose time is over.</summary>
    public static TickException TimedOut(StepEntry.Run run, Exception? inner = null) => new(
        TickErrorId.StepTimedOut, TickErrorKind.Timeout, $"Attempt {run.Attempt} of step '{run.Key}' was not over in its time and was stopped.", inner)
    { Target = run.Key.Text };
}
