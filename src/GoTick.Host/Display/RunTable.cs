using System.Globalization;
using GoTick.Core.Client;
using GoTick.PowerShell.Display;

namespace GoTick.Host.Display;

/// <summary>Runs as a table whose columns are as wide as their texts.</summary>
internal static class RunTable
{
    /// <summary>Writes it; says so when there is none.</summary>
    public static void Write(IReadOnlyList<RunView> runs, DateTimeOffset now, TextWriter to) =>
        TextTable.Write([["ID", "FLOW", "STATUS", "CREATED", "TOOK", ""], .. runs.Select(run => Row(run, now))], to);

    // How far the run says it is, else what its step is and how far.
    private static string? Now(RunView run) =>
        run.Ended is not null ? null
        : run.Progress?.ToString()
        ?? (run.Step is { } step ? run.StepProgress is { } progress ? $"{step}  {progress}" : step : null);

    private static string[] Row(RunView run, DateTimeOffset now) =>
    [
        run.Id.Text,
        run.Flow,
        run.Status.ToString(),
        run.Created.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        run.Started is { } started ? Span.Text((run.Ended ?? now) - started) : "",
        Now(run) ?? run.WaitsFor?.ToString() ?? (run.WakeAt is { } wake && run.Ended is null ? "wakes in " + Span.Countdown(wake - now) : ""),
    ];
}
