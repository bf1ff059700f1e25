using System.Diagnostics;
using System.Globalization;
using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>How many branches a second one run gets through, on one worker.</summary>
internal sealed class FanOut : IMeasurement
{
    public string Name => "fan-out";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        List<Row> rows = [];
        foreach (int branches in (int[])[1_000, 10_000])
        {
            if (bench.IsQuick && branches > 1_000)
            {
                continue;
            }

            (double rate, Load load) = await bench.WatchedAsync(() => RateAsync(bench, branches));
            rows.Add(new Row(
                bench.Store.Name, string.Create(CultureInfo.InvariantCulture, $"fan-out of {branches:N0} branches"), "≥ 3,000/s", $"{rate:N0}/s", rate >= 3_000)
            { Load = load });
        }

        return rows;
    }

    private static async Task<double> RateAsync(Bench bench, int branches)
    {
        await using Rig rig = await bench.OpenAsync();
        string small = await rig.PublishAsync("$null = 1..200 | Invoke-TickParallel 'b' { $_ } -ThrottleLimit 64");
        string flow = await rig.PublishAsync($"$null = 1..{branches} | Invoke-TickParallel 'b' {{ $_ }} -ThrottleLimit 64");
        await rig.StartWorkerAsync();
        await rig.WarmUpAsync(small, 3);
        List<double> rates = [];
        for (int i = 0; i < 3; i++)
        {
            Task ended = rig.Calls.WaitForEndsAsync(1);
            long began = Stopwatch.GetTimestamp();
            await rig.StartRunAsync(flow);
            await ended;
            rates.Add(branches / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return Samples.Of(rates).Median;
    }
}
