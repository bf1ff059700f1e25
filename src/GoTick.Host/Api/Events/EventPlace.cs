using System.Globalization;

namespace GoTick.Host.Api.Events;

/// <summary>How much of a run somebody has heard of: what an event's id says.</summary>
/// <param name="Epoch">Which journal: one more each time the run goes on as new.</param>
/// <param name="Events">How many of its events.</param>
/// <param name="Log">The number of the last record.</param>
/// <param name="IsEnd">True: all of it.</param>
internal readonly record struct EventPlace(int Epoch, int Events, long Log, bool IsEnd = false)
{
    private const string End = "end";

    /// <summary>Reads <c>Last-Event-ID</c>; null for what is none of ours, which means from the start.</summary>
    public static EventPlace? Parse(string? text) =>
        text?.Split('.') is [var epoch, var events, var log, .. var rest]
        && rest is [] or [End]
        && int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out int e)
        && int.TryParse(events, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
        && long.TryParse(log, NumberStyles.None, CultureInfo.InvariantCulture, out long l)
            ? new EventPlace(e, n, l, rest is [End])
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Events}.{Log}{(IsEnd ? "." + End : "")}");
}
