using System.Runtime.InteropServices;
using Spectre.Console;

namespace GoTick.Benchmarks.Reporting;

/// <summary>The table, for the console and as Markdown.</summary>
internal static class Report
{
    private static readonly string[] Heads = ["store", "what", "budget", "measured", "", "bare store call", "ratio", "cores used: ours + others"];

    public static void Write(IReadOnlyList<Row> rows, BenchmarkOptions options)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 200;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (string head in Heads)
        {
            table.AddColumn(new TableColumn(head));
        }

        foreach (Row row in rows)
        {
            table.AddRow([.. Cells(row).Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(Machine);
        if (options.MarkdownFile is { } file)
        {
            File.WriteAllLines(file, Markdown(rows));
        }
    }

    private static string Machine =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, server GC, no tiered PGO";

    private static IEnumerable<string> Markdown(IReadOnlyList<Row> rows) =>
    [
        "| " + string.Join(" | ", Heads) + " |",
        "|" + string.Concat(Enumerable.Repeat("---|", Heads.Length)),
        .. rows.Select(row => "| " + string.Join(" | ", Cells(row)) + " |"),
        "",
        Machine + ".",
    ];

    private static string[] Cells(Row row) =>
    [
        row.Store,
        row.What,
        row.Budget,
        row.Measured,
        row.IsWithin switch { true => "within", false when row.IsBetween => "between", false => "OVER", null => "" },
        row.BareMicros is { } bare ? $"{bare:0} µs" : "",
        row.Ratio is { } ratio ? $"{ratio:0.0}" : "",
        row.Load?.ToString() ?? "",
    ];
}
