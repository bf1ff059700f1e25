using GoTick.Benchmarks.Measurements;
using GoTick.Benchmarks.Reporting;
using GoTick.Benchmarks.Stores;

namespace GoTick.Benchmarks;

/// <summary>All measurements, on each store.</summary>
internal static class Suite
{
    private static readonly IMeasurement[] All =
    [
        new FirstStep(),
        new SleepLateness(),
        .. RunRates.All,
        new StoreCalls(),
        new StepCost(),
        new StartRates(),
        new Replay(),
        new FanOut(),
        new SleepingRun(),
        new WorkersOwn(),
        new Finding(),
    ];

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkOptions options, Action<string> tell)
    {
        List<Row> rows = [];
        foreach (string name in options.Stores)
        {
            await using BenchStore store = name == "redis" ? await RedisBenchStore.StartAsync() : new SqliteBenchStore();
            await using var bench = new Bench(store, options.IsQuick, tell);
            foreach (IMeasurement measurement in All.Where(m => options.Only is null || m.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)))
            {
                tell($"{store.Name}: {measurement.Name}");
                rows.AddRange(await measurement.MeasureAsync(bench));
            }
        }

        return rows;
    }
}
