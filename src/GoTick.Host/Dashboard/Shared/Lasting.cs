using System.Globalization;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>Spans of time, short.</summary>
internal static class Lasting
{
    /// <summary>Two units at most: <c>1.4 s</c>, <c>3 m 20 s</c>, <c>2 h 5 m</c>, <c>4 d 1 h</c>.</summary>
    public static string Text(TimeSpan span) => span switch
    {
        { Ticks: < 0 } => Text(TimeSpan.Zero),
        { TotalMilliseconds: < 1_000 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s"),
        { TotalMinutes: < 60 } => $"{span.Minutes} m {span.Seconds} s",
        { TotalHours: < 24 } => $"{span.Hours} h {span.Minutes} m",
        _ => $"{(int)span.TotalDays} d {span.Hours} h",
    };
}
