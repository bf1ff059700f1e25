using System.Diagnostics;
using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>How many runs a second one worker takes from a backlog to their end.</summary>
internal sealed class RunRates : IMeasurement
{
    // The factors of the design times the highest rate recorded for gotick on the same machine: 1,844, 225, 1,271 and 19.5 runs/s.
    private static readonly (string What, string Text, int Runs, double Budget)[] Kinds =
    [
        ("0 steps", "1", 10_000, 0),
        ("1 task", "Invoke-TickTask 't' {}", 10_000, 3 * 1_844),
        ("10 tasks", "foreach ($i in 1..10) { Invoke-TickTask 't' {} }", 2_500, 7 * 225),
        ("10 memos", "foreach ($i in 1..10) { $null = Get-TickMemo 'm' { 1 } }", 2_500, 1.5 * 1_271),
        ("50 tasks", "foreach ($i in 1..50) { Invoke-TickTask 't' {} }", 600, 22 * 19.5),
    ];

    public string Name => "rates";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        List<Row> rows = [];
        foreach ((string what, string text, int runs, double budget) in Kinds)
        {
            int count = bench.Count(bench.Store.Name == "redis" ? runs : runs / 4);
            (double[] rates, Load load) = await bench.WatchedAsync(() => RoundsAsync(bench, text, count));
            Samples samples = Samples.Of(rates);
            rows.Add(new Row(
                bench.Store.Name,
                $"runs of {what}",
                budget == 0 ? "" : $"≥ {budget:N0}/s (recorded)",
                $"{samples.Median:N0}/s (of {samples.Count} rounds {samples.Min:N0}-{samples.Max:N0})",
                budget == 0 ? null : samples.Median >= budget)
            { Load = load });
        }

        return rows;
    }

    private static async Task<double[]> RoundsAsync(Bench bench, string text, int count)
    {
        await using Rig rig = await bench.OpenAsync();
        string flow = await rig.PublishAsync(text);
        await rig.StartWorkerAsync();
        await rig.WarmUpAsync(flow, Math.Min(count, 500));
        await rig.StopWorkerAsync();
        var rates = new double[bench.IsQuick ? 3 : 5];
        for (int i = 0; i < rates.Length; i++)
        {
            await rig.StartRunsAsync(flow, count);
            Task ends = rig.Calls.WaitForEndsAsync(count);
            long began = Stopwatch.GetTimestamp();
            await rig.StartWorkerAsync();
            await ends;
            rates[i] = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
            await rig.StopWorkerAsync();
            bench.Tell($"{rates[i]:N0}/s");
        }

        return rates;
    }
}
