using System.Globalization;
using System.Management.Automation;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A time span may be given as a number of seconds.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecondsTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return plain is int or long or double or decimal or float or short or byte
            ? TimeSpan.FromSeconds(Convert.ToDouble(plain, CultureInfo.InvariantCulture))
            : inputData;
    }
}
