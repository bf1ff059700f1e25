using GoTick.Benchmarks;
using GoTick.Benchmarks.Reporting;
using Spectre.Console;

if (args is [WorkerProcess.Argument, var address])
{
    return await WorkerProcess.ServeAsync(address);
}

if (BenchmarkOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}

IReadOnlyList<Row> rows = await Suite.RunAsync(options, line => AnsiConsole.MarkupLineInterpolated($"[grey]{line}[/]"));
Report.Write(rows, options);
return 0;
