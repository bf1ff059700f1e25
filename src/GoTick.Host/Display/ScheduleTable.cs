using System.Globalization;
using GoTick.Core.Client;

namespace GoTick.Host.Display;

/// <summary>Schedules as a table whose columns are as wide as their texts.</summary>
internal static class ScheduleTable
{
    /// <summary>Writes it; the heads alone when there is none.</summary>
    public static void Write(IReadOnlyList<ScheduleView> schedules, TextWriter to)
    {
        string[][] rows = [["NAME", "FLOW", "CRON", "ZONE", "STATUS", "NEXT", "RUNS", "SKIPPED", "MISSED", ""], .. schedules.Select(Row)];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length))];
        foreach (string[] row in rows)
        {
            to.WriteLine(string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string[] Row(ScheduleView schedule) =>
    [
        schedule.Definition.Name,
        schedule.Definition.Flow,
        schedule.Definition.Cron,
        schedule.Definition.TimeZone,
        schedule.Status.ToString(),
        schedule.Next?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) ?? "",
        Text(schedule.Started),
        Text(schedule.Skipped),
        Text(schedule.Missed),
        schedule.ErrorId ?? (schedule.Pending is not null ? "waits for " + schedule.LastRun : schedule.Backlog > 0 ? $"{schedule.Backlog} to make up for" : ""),
    ];

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
