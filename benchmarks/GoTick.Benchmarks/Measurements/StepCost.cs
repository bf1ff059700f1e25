using System.Diagnostics;
using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>What one step adds to a run, beside the bare call measured right before and after.</summary>
internal sealed class StepCost : IMeasurement
{
    private const int Steps = 1_000;

    public string Name => "step";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        await using Rig rig = await bench.OpenAsync();
        string flow = await rig.PublishAsync($$"""
            $Marks.Hit('begin')
            foreach ($i in 1..{{Steps}}) { Invoke-TickTask 't' {} }
            $Marks.Hit('end')
            """);
        await rig.StartWorkerAsync();
        await rig.WarmUpAsync(flow, 5);
        double before = await bench.Store.BareCallAsync();
        (Samples costs, Load load) = await bench.WatchedAsync(async () =>
        {
            int rounds = bench.Count(15);
            for (int i = 0; i < rounds; i++)
            {
                Task ended = rig.Calls.WaitForEndsAsync(1);
                await rig.StartRunAsync(flow);
                await ended;
            }

            return Samples.Of(bench.Marks.Of("begin").Zip(bench.Marks.Of("end"), (b, e) => Stopwatch.GetElapsedTime(b, e).TotalMicroseconds / Steps));
        });
        double bare = (before + await bench.Store.BareCallAsync()) / 2;
        double budget = (1.5 * bare) + 50;
        return
        [
            new Row(bench.Store.Name, "one step in a run", $"≤ 1.5 × bare + 50 µs = {budget:0} µs", $"{costs.Median:0} µs (best {costs.Min:0})", bench.Store.Name == "redis" ? costs.Median <= budget : null)
            {
                BareMicros = bare,
                Ratio = costs.Median / bare,
                Load = load,
            },
        ];
    }
}
