using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// A durable variable of the run, as of this point of the script; <c>$null</c> when it was never set. A default is a step: its block runs once, and its
/// value is the variable's from then on (in a branch, which cannot set a run's state, it is the value of this call only).
/// </summary>
[Cmdlet(VerbsCommon.Get, "TickState")]
[OutputType(typeof(object))]
public sealed class GetTickStateCommand : FlowCommand
{
    /// <summary>The variable's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>Gives the first value.</summary>
    [Parameter]
    public ScriptBlock? Default { get; set; }

    internal override void Run()
    {
        StepKey.CheckName(Name);
        Payload value = Flow.Activation.GetState(Name);
        if (value.IsNone && Default is { } block)
        {
            RequireFlowScope(Name);
            StepEntry entry = Flow.Activation.EnterStep("state:" + Name, StepKind.Memo, RetryPolicy.Default, Flow.PositionOf(MyInvocation));
            value = new StepRun(Flow, SessionState).Finish(entry, () => block, GivenErrorAction, output => StepValue.EncodeMemo(output, Name));
            if (Flow.Activation.Branch is null)
            {
                Flow.Activation.SetState(Name, value, Flow.PositionOf(MyInvocation));
            }
        }

        WriteObject(ValueCodec.Decode(value), enumerateCollection: true);
    }
}
