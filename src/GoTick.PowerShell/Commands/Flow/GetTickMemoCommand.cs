using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A step with a value: none is <c>$null</c>, one is a scalar, more are enumerated.</summary>
[Cmdlet(VerbsCommon.Get, "TickMemo")]
[OutputType(typeof(object))]
public sealed class GetTickMemoCommand : StepCommand
{
    internal override StepKind Kind => StepKind.Memo;

    internal override Payload Keep(FlowContext context, IReadOnlyList<object?> output)
    {
        object? value = output.Count switch { 0 => null, 1 => output[0], _ => output.ToArray() };
        return ValueCodec.Encode(value, $"The value of step '{Name}'");
    }

    internal override void Give(Payload value) => WriteObject(ValueCodec.Decode(value), enumerateCollection: true);
}
