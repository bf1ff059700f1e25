using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>What a sleeping run takes in the store: the growth over many, so that its share of sets and indexes is in.</summary>
internal sealed class SleepingRun : IMeasurement
{
    public string Name => "bytes";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        await using Rig rig = await bench.OpenAsync();
        string flow = await rig.PublishAsync("$null = Get-TickMemo 'm' { 1 }; Start-TickSleep 'pause' -Seconds 36000; $Marks.Hit('after')");
        await rig.StartWorkerAsync();
        await SleepAsync(rig, flow, 100);
        long before = await bench.Store.BytesAsync();
        int count = bench.Count(2_000);
        await SleepAsync(rig, flow, count);
        double bytes = (await bench.Store.BytesAsync() - before) / (double)count;
        return [new Row(bench.Store.Name, "a sleeping run in the store, one memo in its journal", "≤ 2,048 bytes", $"{bytes:N0} bytes", bytes <= 2_048)];
    }

    private static async Task SleepAsync(Rig rig, string flow, int count)
    {
        Task asleep = rig.Calls.WaitForSleepsAsync(count);
        await rig.StartRunsAsync(flow, count);
        await asleep;
    }
}
