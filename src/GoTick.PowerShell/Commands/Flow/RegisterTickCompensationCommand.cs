using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Leaves a block for the case that the run fails, times out or is cancelled: then all such blocks run, the last one first, each as a step with its own
/// attempts. It sees the variables that it names as they are now, and the flow's own functions and classes. Register it before the step that it undoes, and
/// make it safe to run although there is nothing to undo. One that fails is recorded; the others run, and the run's outcome stays.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "TickCompensation")]
[OutputType(typeof(void))]
public sealed class RegisterTickCompensationCommand : RetryCommand
{
    internal override void Run()
    {
        RequireFlowScope(Name);
        Flow.Activation.Register(
            Name,
            new RegisteredBlock
            {
                Block = Flow.Script.Blocks.Reference(ScriptBlock),
                Variables = CapturedVariables.OfAll(ScriptBlock, SessionState, Flow, $"compensation '{Name}'", hasItem: false),
                Retry = Policy(),
            },
            Flow.PositionOf(MyInvocation));
    }
}
