using System.Globalization;
using System.Management.Automation;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A time span may be given as a number of seconds; a lone number in a text is seconds, too (and not days, as .NET would read it).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecondsTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        double? seconds = plain switch
        {
            int or long or double or decimal or float or short or byte => Convert.ToDouble(plain, CultureInfo.InvariantCulture),
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
            _ => null,
        };
        return seconds is { } given ? SpanOf(given) : inputData;
    }

    private static TimeSpan SpanOf(double seconds) =>
        seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new ArgumentTransformationMetadataException($"{seconds.ToString(CultureInfo.InvariantCulture)} seconds is no time span: it must be 0 or more.");
}
