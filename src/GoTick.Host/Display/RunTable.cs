using System.Globalization;
using GoTick.Core.Client;

namespace GoTick.Host.Display;

/// <summary>Runs as a table whose columns are as wide as their texts.</summary>
internal static class RunTable
{
    /// <summary>Writes it; says so when there is none.</summary>
    public static void Write(IReadOnlyList<RunView> runs, DateTimeOffset now, TextWriter to) =>
        TextTable.Write([["ID", "FLOW", "STATUS", "CREATED", "TOOK", ""], .. runs.Select(run => Row(run, now))], to);

    private static string[] Row(RunView run, DateTimeOffset now) =>
    [
        run.Id.Text,
        run.Flow,
        run.Status.ToString(),
        run.Created.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        run.Started is { } started ? Span.Text((run.Ended ?? now) - started) : "",
        run.Step ?? run.WaitsFor?.ToString() ?? (run.WakeAt is { } wake && run.Ended is null ? "wakes in " + Span.Countdown(wake - now) : ""),
    ];
}
