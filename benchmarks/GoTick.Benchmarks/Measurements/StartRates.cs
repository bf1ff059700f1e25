using System.Diagnostics;
using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>How many runs a second one client starts; nobody executes them meanwhile.</summary>
internal sealed class StartRates : IMeasurement
{
    public string Name => "starts";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        await using Rig rig = await bench.OpenAsync();
        string flow = await rig.PublishAsync("Invoke-TickTask 't' {}");
        await rig.StartRunsAsync(flow, 2_000);
        int count = bench.Count(bench.Store.Name == "redis" ? 5_000 : 1_000);
        (Samples single, Load loadSingle) = await bench.WatchedAsync(() => RoundsAsync(bench, count, async () =>
        {
            for (int i = 0; i < count; i++)
            {
                await rig.StartRunAsync(flow);
            }
        }));
        (Samples many, Load loadMany) = await bench.WatchedAsync(() => RoundsAsync(bench, count * 4, () => rig.StartRunsAsync(flow, count * 4)));
        return
        [
            new Row(bench.Store.Name, "starts, one by one", "≥ 5,000/s", $"{single.Median:N0}/s", single.Median >= 5_000) { Load = loadSingle },
            new Row(bench.Store.Name, "starts, 64 at one time", "≥ 18,000/s", $"{many.Median:N0}/s", many.Median >= 18_000) { Load = loadMany },
        ];
    }

    private static async Task<Samples> RoundsAsync(Bench bench, int count, Func<Task> start)
    {
        List<double> rates = [];
        for (int i = 0; i < (bench.IsQuick ? 3 : 5); i++)
        {
            long began = Stopwatch.GetTimestamp();
            await Task.Run(start);
            rates.Add(count / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return Samples.Of(rates);
    }
}
