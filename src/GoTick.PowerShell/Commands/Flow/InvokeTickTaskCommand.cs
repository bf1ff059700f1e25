using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A step without a value. Its block's output is kept in the run's log.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TickTask")]
[OutputType(typeof(void))]
public sealed class InvokeTickTaskCommand : StepCommand
{
    internal override StepKind Kind => StepKind.Task;

    internal override Payload Keep(FlowContext context, IReadOnlyList<object?> output)
    {
        foreach (object? value in output)
        {
            context.Activation.Log(new StreamRecord
            {
                Stream = StreamKind.Output,
                Text = value?.ToString() ?? "",
                Time = context.Activation.StoreTime,
                Step = Name,
            });
        }

        return Payload.None;
    }

    internal override void Give(Payload value)
    {
        // A task has no value.
    }
}
