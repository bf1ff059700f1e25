using System.Management.Automation;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>Sets a durable variable of the run. Not in a branch (<c>TickStateInBranch</c>).</summary>
[Cmdlet(VerbsCommon.Set, "TickState")]
[OutputType(typeof(void))]
public sealed class SetTickStateCommand : FlowCommand
{
    /// <summary>The variable's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>Its value; <c>$null</c> is a value.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    internal override void Run()
    {
        RequireFlowScope(Name);
        Flow.Activation.SetState(Name, ValueCodec.Encode(Value, $"The state '{Name}'"), Flow.PositionOf(MyInvocation));
    }
}
