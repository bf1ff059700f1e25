using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A durable variable of the run.</summary>
[Cmdlet(VerbsCommon.Get, "TickState")]
[OutputType(typeof(object))]
public sealed class GetTickStateCommand : FlowCommand
{
    /// <summary>The variable's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>Gives the first value; it is kept, so that the block runs once.</summary>
    [Parameter]
    public ScriptBlock? Default { get; set; }

    internal override void Run(FlowContext context)
    {
        Payload value = context.Activation.GetState(Name);
        if (value.IsNone && Default is not null)
        {
            object?[] output = [.. Default.Invoke()];
            value = ValueCodec.Encode(output.Length switch { 0 => null, 1 => output[0], _ => output }, $"The state '{Name}'");
            context.Activation.SetState(Name, value, context.PositionOf(MyInvocation));
            value = context.Activation.GetState(Name);
        }

        WriteObject(ValueCodec.Decode(value), enumerateCollection: true);
    }
}
