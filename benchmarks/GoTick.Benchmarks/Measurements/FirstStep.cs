using System.Diagnostics;
using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>From the client's call to the first line of the first step's block, on a worker that has nothing to do.</summary>
internal sealed class FirstStep : IMeasurement
{
    public string Name => "first-step";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        await using Rig rig = await bench.OpenAsync();
        string flow = await rig.PublishAsync("Invoke-TickTask 'first' { $Marks.Hit('first') }");
        await rig.StartWorkerAsync();
        await rig.WarmUpAsync(flow);
        int count = bench.Count(1_000);
        (Samples times, Load load) = await bench.WatchedAsync(async () =>
        {
            List<double> times = [];
            for (int i = 0; i < count; i++)
            {
                Task ended = rig.Calls.WaitForEndsAsync(1);
                long began = Stopwatch.GetTimestamp();
                await rig.StartRunAsync(flow);
                long first = (await bench.Marks.WaitAsync("first", i + 1))[i];
                times.Add(Stopwatch.GetElapsedTime(began, first).TotalMilliseconds);
                await ended;
                await Task.Delay(3); // the worker falls idle again
            }

            return Samples.Of(times);
        });
        double bare = await bench.Store.BareCallAsync();
        return
        [
            new Row(bench.Store.Name, "trigger to first step, idle worker", "p50 ≤ 1.5 ms, p99 ≤ 6 ms", $"{times.Median:0.00} / {times.P99:0.0} ms", times.Median <= 1.5 && times.P99 <= 6)
            {
                BareMicros = bare,
                Ratio = times.Median * 1000 / bare,
                Load = load,
            },
        ];
    }
}
