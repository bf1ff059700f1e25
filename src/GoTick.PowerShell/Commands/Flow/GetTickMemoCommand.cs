using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A step with a value: nothing written is <c>$null</c>, one object is a scalar, more are enumerated. A block that fails stores nothing.</summary>
[Cmdlet(VerbsCommon.Get, "TickMemo")]
[OutputType(typeof(object))]
public sealed class GetTickMemoCommand : StepCommand
{
    internal override StepKind Kind => StepKind.Memo;

    internal override Payload Keep(IReadOnlyList<object?> output) => StepValue.EncodeMemo(output, Name);

    internal override void Give(Payload value) => WriteObject(ValueCodec.Decode(value), enumerateCollection: true);
}
