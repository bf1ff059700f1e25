using System.Diagnostics;
using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>How much later than asked a durable sleep ends; unwound, woken by its timer, replayed. From the line that sleeps to the line behind it.</summary>
internal sealed class SleepLateness : IMeasurement
{
    private const int SleepMilliseconds = 400;

    public string Name => "sleep";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        await using Rig rig = await bench.OpenAsync();
        string flow = await rig.PublishAsync($$"""
            $id = $TickRun.Id
            Invoke-TickTask 'before' {}
            $Marks.Hit("before $id")
            Start-TickSleep 'pause' -Milliseconds {{SleepMilliseconds}}
            $Marks.Hit("after $id")
            """);
        await rig.StartWorkerAsync();
        await rig.WarmUpAsync(flow);
        int count = bench.Count(300);
        (Samples late, Load load) = await bench.WatchedAsync(async () =>
        {
            Task ends = rig.Calls.WaitForEndsAsync(count);
            List<string> ids = [];
            for (int i = 0; i < count; i++)
            {
                ids.Add((await rig.StartRunAsync(flow)).Text);
                await Task.Delay(Random.Shared.Next(10, 20));
            }

            await ends;
            return Samples.Of(ids.Select(id =>
                Stopwatch.GetElapsedTime(bench.Marks.Of("before " + id)[0], bench.Marks.Of("after " + id)[0]).TotalMilliseconds - SleepMilliseconds));
        });
        return
        [
            new Row(bench.Store.Name, "a sleep's lateness", "p50 ≤ 2 ms, p99 ≤ 15 ms, never early", $"{late.Median:0.00} / {late.P99:0.0} ms, earliest {late.Min:+0.00;-0.00} ms", late.Median <= 2 && late.P99 <= 15 && late.Min >= 0)
            {
                Load = load,
            },
        ];
    }
}
