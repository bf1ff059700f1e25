using System.Globalization;
using System.Management.Automation;
using GoTick.Host.StandIns.Objects;

namespace Microsoft.PowerShell.Commands;

/// <summary>The running measure of one property.</summary>
internal sealed class ValueMeasure
{
    private static readonly ObjectOrder Order = new(caseSensitive: false, CultureInfo.CurrentCulture);

    private double _mean;
    private double _squares;

    public int Count { get; private set; }

    public int Numbers { get; private set; }

    public double Sum { get; private set; }

    public double? Average => Numbers == 0 ? null : Sum / Numbers;

    public double? StandardDeviation => Numbers < 2 ? (Numbers == 0 ? null : 0) : Math.Sqrt(_squares / (Numbers - 1));

    public object? Minimum { get; private set; }

    public object? Maximum { get; private set; }

    public int Lines { get; private set; }

    public int Words { get; private set; }

    public int Characters { get; private set; }

    public void AddAny() => Count++;

    // Welford's method: one pass, and no difference of two great sums.
    public void AddNumber(double number)
    {
        Numbers++;
        Sum += number;
        double delta = number - _mean;
        _mean += delta / Numbers;
        _squares += delta * (number - _mean);
    }

    public void AddEnds(object value)
    {
        Minimum = Minimum is null || Order.Compare(value, Minimum) < 0 ? value : Minimum;
        Maximum = Maximum is null || Order.Compare(value, Maximum) > 0 ? value : Maximum;
    }

    public void AddText(string text, bool ignoreWhiteSpace)
    {
        Characters += ignoreWhiteSpace ? text.Count(c => !char.IsWhiteSpace(c)) : text.Length;
        Words += text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        Lines += text.Length == 0 ? 0 : text.Count(c => c == '\n') + (text.EndsWith('\n') ? 0 : 1);
    }
}
