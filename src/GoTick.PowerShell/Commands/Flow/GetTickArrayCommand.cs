using System.Collections;
using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A step whose value is always an array, even of none or one; written as one object.</summary>
[Cmdlet(VerbsCommon.Get, "TickArray")]
[OutputType(typeof(object[]))]
public sealed class GetTickArrayCommand : StepCommand
{
    internal override StepKind Kind => StepKind.Array;

    internal override Payload Keep(FlowContext context, IReadOnlyList<object?> output) =>
        ValueCodec.Encode(output.ToArray(), $"The value of step '{Name}'");

    internal override void Give(Payload value)
    {
        object? decoded = ValueCodec.Decode(value);
        object?[] array = (decoded is PSObject wrapped ? wrapped.BaseObject : decoded) is IEnumerable items ? [.. items.Cast<object?>()] : [];
        WriteObject(array, enumerateCollection: false);
    }
}
