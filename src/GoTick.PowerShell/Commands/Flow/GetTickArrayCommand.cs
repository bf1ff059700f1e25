using System.Management.Automation;
using System.Runtime.CompilerServices;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A step whose value is always an array, even of none or one; written as one object, which <c>New-TickAsync</c> unrolls.</summary>
[Cmdlet(VerbsCommon.Get, "TickArray")]
[OutputType(typeof(object[]))]
public sealed class GetTickArrayCommand : StepCommand
{
    private static readonly ConditionalWeakTable<object, object> Given = [];

    internal override StepKind Kind => StepKind.Array;

    /// <summary>True for an array that this cmdlet wrote, so that it can be told from an item that happens to be an array.</summary>
    internal static bool Gave(object? array) => array is not null && Given.TryGetValue(array, out _);

    internal override Payload Keep(IReadOnlyList<object?> output) => ValueCodec.Encode(output.ToArray(), $"The value of step '{Name}'");

    internal override void Give(Payload value)
    {
        object?[] array = StepValue.AsArray(ValueCodec.Decode(value));
        Given.AddOrUpdate(array, array);
        WriteObject(array, enumerateCollection: false);
    }
}
