using System.Diagnostics;
using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>From the end of a sleep to the first new step behind a long journal: claim, pages, replay.</summary>
internal sealed class Replay : IMeasurement
{
    private const int Rounds = 5;
    private const int SleepMilliseconds = 200;

    public string Name => "replay";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        ((double small, double large), Load load) = await bench.WatchedAsync(async () => (await MedianAsync(bench, 1_000), await MedianAsync(bench, 10_000)));
        return
        [
            new Row(bench.Store.Name, "replay of 10,000 steps to the first new one", "≤ 200 ms", $"{large:0} ms", large <= 200) { Load = load },
            new Row(bench.Store.Name, "the same per step, 10,000 against 1,000", "linear: ≤ 1.5 times", $"{large / small / 10:0.00} times ({small:0.0} ms for 1,000)", large / small / 10 <= 1.5),
        ];
    }

    private static async Task<double> MedianAsync(Bench bench, int steps)
    {
        await using Rig rig = await bench.OpenAsync();
        string flow = await rig.PublishAsync($$"""
            foreach ($i in 1..{{steps}}) { $null = Get-TickMemo 'm' { 1 } }
            foreach ($i in 1..{{Rounds}}) {
                Invoke-TickTask 'before' { $Marks.Hit('before') }
                Start-TickSleep 'pause' -Milliseconds {{SleepMilliseconds}}
                Invoke-TickTask 'after' { $Marks.Hit('after') }
            }
            """);
        await rig.StartWorkerAsync();
        bench.Marks.Clear();
        Task ended = rig.Calls.WaitForEndsAsync(1);
        await rig.StartRunAsync(flow);
        await ended;
        return Samples.Of(bench.Marks.Of("before").Zip(bench.Marks.Of("after"), (b, a) => Stopwatch.GetElapsedTime(b, a).TotalMilliseconds - SleepMilliseconds)).Median;
    }
}
