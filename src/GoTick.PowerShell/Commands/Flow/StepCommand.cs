using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A step that runs a block: done once, remembered, tried again when it fails.</summary>
public abstract class StepCommand : RetryCommand
{
    internal abstract StepKind Kind { get; }

    /// <summary>The payload of what the block wrote.</summary>
    internal abstract Payload Keep(IReadOnlyList<object?> output);

    /// <summary>Hands out a recorded value.</summary>
    internal abstract void Give(Payload value);

    internal sealed override void Run()
    {
        RequireFlowScope(Name);
        // A replay hands out the recorded value; the first pass the same one, after its way through the codec.
        Give(new StepRun(Flow, this).Execute(Name, Kind, ScriptBlock, Policy(), GivenErrorAction, Keep));
    }
}
