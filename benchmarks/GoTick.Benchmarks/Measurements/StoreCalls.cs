using GoTick.Benchmarks.Reporting;
using GoTick.Core.Workers;

namespace GoTick.Benchmarks.Measurements;

/// <summary>The worker's calls for a run of n steps, alone and from a backlog.</summary>
internal sealed class StoreCalls : IMeasurement
{
    public string Name => "calls";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        List<Row> rows = [];
        foreach (int steps in (int[])[1, 10, 50])
        {
            await using Rig rig = await bench.OpenAsync();
            string flow = await rig.PublishAsync($"foreach ($i in 1..{steps}) {{ Invoke-TickTask 't' {{}} }}");
            // No polls in between: they are the idle worker's.
            await rig.StartWorkerAsync(new WorkerOptions { Poll = TimeSpan.FromMinutes(1) });
            await rig.WarmUpAsync(flow, 20);
            (double alone, double backlog) = (await AloneAsync(rig, flow), await BacklogAsync(rig, flow));
            rows.Add(new Row(
                bench.Store.Name, $"store calls of a run of {steps} steps", $"≤ n + 2 = {steps + 2}", $"{alone:0.##} alone, {backlog:0.##} from a backlog", alone <= steps + 2));
        }

        return rows;
    }

    private static async Task<double> AloneAsync(Rig rig, string flow)
    {
        List<double> calls = [];
        for (int i = 0; i < 30; i++)
        {
            await Task.Delay(20);
            long before = rig.Calls.Calls;
            Task ended = rig.Calls.WaitForEndsAsync(1);
            await rig.StartRunAsync(flow);
            await ended;
            await Task.Delay(20);
            calls.Add(rig.Calls.Calls - before);
        }

        return Samples.Of(calls).Median;
    }

    private static async Task<double> BacklogAsync(Rig rig, string flow)
    {
        const int count = 500;
        long before = rig.Calls.Calls;
        await rig.WarmUpAsync(flow, count);
        return (rig.Calls.Calls - before) / (double)count;
    }
}
