using System.Globalization;

namespace GoTick.PowerShell.Display;

/// <summary>Times for people.</summary>
internal static class Span
{
    /// <summary><c>24 ms</c>, <c>3.1 s</c>, <c>2 min 5 s</c>, <c>3 h 20 min</c>, <c>2 d 4 h</c>. Negative spans are none.</summary>
    public static string Text(TimeSpan span) => span switch
    {
        _ when span <= TimeSpan.Zero => "0 s",
        _ when span < TimeSpan.FromSeconds(1) => Number(span.TotalMilliseconds, "0") + " ms",
        _ when span < TimeSpan.FromMinutes(1) => Number(span.TotalSeconds, "0.0") + " s",
        _ when span < TimeSpan.FromHours(1) => Pair(span.Minutes, "min", span.Seconds, "s"),
        _ when span < TimeSpan.FromDays(1) => Pair(span.Hours, "h", span.Minutes, "min"),
        _ => Pair(span.Days, "d", span.Hours, "h"),
    };

    /// <summary>A countdown: whole seconds, so that it does not flicker.</summary>
    public static string Countdown(TimeSpan left) =>
        left < TimeSpan.FromMinutes(1) ? Number(Math.Max(0, Math.Ceiling(left.TotalSeconds)), "0") + " s" : Text(left);

    private static string Pair(int high, string highUnit, int low, string lowUnit) =>
        low == 0 ? $"{high} {highUnit}" : $"{high} {highUnit} {low} {lowUnit}";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
