using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Streams;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A step without a value, tried again until it succeeds or its attempts are over. What its block writes is kept in the step's log.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TickTask")]
[OutputType(typeof(void))]
public sealed class InvokeTickTaskCommand : StepCommand
{
    internal override StepKind Kind => StepKind.Task;

    internal override Payload Keep(IReadOnlyList<object?> output) => StepLogOutput.Keep(Flow)(output);

    internal override void Give(Payload value)
    {
        // A task has no value.
    }
}
