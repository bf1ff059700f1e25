using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Streams;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A step that runs a block: done once, remembered, tried again when it fails.</summary>
public abstract class StepCommand : RetryCommand
{
    internal abstract StepKind Kind { get; }

    /// <summary>The payload of what the block wrote.</summary>
    internal abstract Payload Keep(IReadOnlyList<object?> output);

    /// <summary>Hands out a recorded value.</summary>
    internal abstract void Give(Payload value);

    /// <summary>
    /// Run once the step has failed for good, before its error is thrown: a step of its own (<c>NAME:failed</c>), with the error in <c>$_</c>. Should it fail
    /// itself, that is recorded and changes nothing.
    /// </summary>
    [Parameter]
    public ScriptBlock? OnFailure { get; set; }

    internal sealed override void Run()
    {
        RequireFlowScope(Name);
        var step = new StepRun(Flow, SessionState);
        Payload value;
        try
        {
            value = step.Finish(Flow.Activation.EnterStep(Name, Kind, Policy(), Flow.PositionOf(MyInvocation)), () => ScriptBlock, GivenErrorAction, Keep);
        }
        catch (RuntimeException e) when (OnFailure is not null && !Flow.IsUnwinding)
        {
            Tell(step, OnFailure, e.ErrorRecord);
            throw;
        }

        // A replay hands out the recorded value; the first pass the same one, after its way through the codec.
        Give(value);
    }

    private void Tell(StepRun step, ScriptBlock callback, ErrorRecord error)
    {
        StepEntry entry = Flow.Activation.EnterStep(Name + ":failed", StepKind.Callback, RetryPolicy.Default, Flow.PositionOf(MyInvocation));
        try
        {
            step.Finish(entry, () => callback, errorAction: null, StepLogOutput.Keep(Flow), error);
        }
        catch (RuntimeException) when (!Flow.IsUnwinding)
        {
            // It is recorded as failed. What the flow sees is the step's own error.
        }
    }
}
