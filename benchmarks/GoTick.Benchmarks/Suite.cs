using GoTick.Benchmarks.Measurements;
using GoTick.Benchmarks.Reporting;
using GoTick.Benchmarks.Stores;

namespace GoTick.Benchmarks;

/// <summary>All measurements: on each store, and the one that needs none.</summary>
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
        new Takeover(),
        new Finding(),
        new ApiCalls(),
    ];

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkOptions options, Action<string> tell)
    {
        List<Row> rows = [];
        foreach (string name in options.Stores)
        {
            await using BenchStore store = name == "redis" ? await RedisBenchStore.StartAsync() : new SqliteBenchStore();
            await using var bench = new Bench(store, options.IsQuick, tell);
            foreach (IMeasurement measurement in All.Where(m => IsWanted(m.Name)))
            {
                tell($"{store.Name}: {measurement.Name}");
                rows.AddRange(await measurement.MeasureAsync(bench));
            }
        }

        if (IsWanted(ModuleImport.Name))
        {
            tell(ModuleImport.Name);
            rows.Add(await ModuleImport.MeasureAsync(options.IsQuick));
        }

        return rows;

        bool IsWanted(string name) => options.Only is null || name.Contains(options.Only, StringComparison.OrdinalIgnoreCase);
    }
}
