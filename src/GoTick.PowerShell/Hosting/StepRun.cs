using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Errors;

namespace GoTick.PowerShell.Hosting;

/// <summary>Takes one step from its entry to its recorded end.</summary>
internal readonly struct StepRun(FlowContext flow, SessionState session)
{
    /// <summary>The step's value, recorded now or before.</summary>
    /// <param name="entry">What the journal says of it.</param>
    /// <param name="block">Gives what it does; asked only when it is done now.</param>
    /// <param name="errorAction">The preference inside the block; null = Stop.</param>
    /// <param name="keep">The payload of what the block wrote.</param>
    /// <param name="item">The block's <c>$_</c>; null = that of the flow.</param>
    /// <exception cref="RuntimeException">It has failed for good.</exception>
    public Payload Finish(
        StepEntry entry, Func<ScriptBlock> block, ActionPreference? errorAction, Func<IReadOnlyList<object?>, Payload> keep, object? item = null)
    {
        while (true)
        {
            switch (entry)
            {
                case StepEntry.Recorded recorded:
                    return recorded.Value;
                case StepEntry.RecordedFailure failed:
                    throw FlowError.Of(failed.Error);
                case StepEntry.Suspended:
                    throw flow.Unwind(new ActivationOutcome.Suspended());
                case StepEntry.Run run:
                    (Payload value, FailureDetails? error) = Attempt(run, block, errorAction, keep, item);
                    if (error is null)
                    {
                        flow.Activation.RecordValue(run, value);
                        return value;
                    }

                    entry = Next(run, error);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown entry {entry}.");
            }
        }
    }

    private StepEntry Next(StepEntry.Run run, FailureDetails error) => flow.Activation.RecordFailure(run, error) switch
    {
        StepFailureVerdict.RunAgain again => again.Next,
        StepFailureVerdict.Suspended => new StepEntry.Suspended(),
        StepFailureVerdict.Final final => new StepEntry.RecordedFailure(run.Key, error, final.Attempts),
        var odd => throw new InvalidOperationException($"Unknown verdict {odd}."),
    };

    private (Payload Value, FailureDetails? Error) Attempt(
        StepEntry.Run run, Func<ScriptBlock> block, ActionPreference? errorAction, Func<IReadOnlyList<object?>, Payload> keep, object? item)
    {
        flow.BeginStep(run, isQuiet: errorAction is ActionPreference.SilentlyContinue or ActionPreference.Ignore);
        SlotLocation.Place before = flow.Slot.Location.Now;
        try
        {
            IReadOnlyList<object?> output = StepBody.Invoke(flow, run, StepBlocks.ForStep(block(), session), errorAction, item);
            return flow.IsUnwinding ? throw flow.Unwind() : (keep(output), null);
        }
        catch (Exception e) when (!flow.IsUnwinding && IsFailure(e))
        {
            return (Payload.None, TickErrors.ToDetails(Reason(e, run), flow.Script));
        }
        finally
        {
            flow.EndStep();
            flow.Slot.Location.Return(before);
        }
    }

    // The engine's own errors are not the block's; those of the values are (a value that cannot be kept).
    private static bool IsFailure(Exception error) => error switch
    {
        PipelineStoppedException => false,
        RuntimeException or ExitException or LoopFlowException => true,
        TickException tick => tick is not (LeaseLostException or StoreUnavailableException) && tick.ErrorId != TickErrorId.NonDeterminism,
        _ => false,
    };

    private static Exception Reason(Exception error, StepEntry.Run run) => error switch
    {
        ExitException exit => Left(run, $"exit {exit.Argument}"),
        BreakException => Left(run, "break"),
        ContinueException => Left(run, "continue"),
        _ => error,
    };

    private static TickException Left(StepEntry.Run run, string statement) => new(
        TickErrorId.StepLeft,
        TickErrorKind.InvalidInput,
        $"'{statement}' left the block of step '{run.Key}'. What it would end is the flow, and a step gives its value and nothing else: "
        + "use 'return' to end the block, 'throw' to fail the step, and decide about the flow after it.")
    { Target = run.Key.Text };
}
