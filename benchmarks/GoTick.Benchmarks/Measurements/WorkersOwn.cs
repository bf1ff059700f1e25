using System.Diagnostics;
using GoTick.Benchmarks.Reporting;
using GoTick.Core.Workers;

namespace GoTick.Benchmarks.Measurements;

/// <summary>What a worker takes for itself: store calls, processor and memory, in a process of its own.</summary>
internal sealed class WorkersOwn : IMeasurement
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(10);

    public string Name => "worker";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        string address = await bench.Store.NewAddressAsync();
        await using Rig rig = await Rig.OpenAsync(bench, address);
        string flow = await rig.PublishAsync("foreach ($i in 1..10) { Invoke-TickTask 't' {} }");
        double calls = await IdleCallsAsync(rig);
        using Process worker = await WorkerProcess.StartAsync(address);
        await Task.Delay(TimeSpan.FromSeconds(2));
        double cpu = await IdleCpuAsync(worker);
        double idle = Megabytes(worker);
        double busy = await BusyAsync(rig, worker, flow);
        worker.StandardInput.Close();
        await worker.WaitForExitAsync();
        string store = bench.Store.Name;
        return
        [
            new Row(store, "store calls of an idle worker", "≤ 2/s per partition", $"{calls:0.0}/s", calls <= 2),
            new Row(store, "processor time of an idle worker", "< 1 %", $"{cpu:0.0} %", cpu < 1),
            new Row(store, "memory of a worker process, idle", "≤ 90 MB", $"{idle:0} MB", idle <= 90),
            new Row(store, "memory of a worker process, 8 slots busy", "≤ 160 MB", $"{busy:0} MB", busy <= 160),
        ];
    }

    private static async Task<double> IdleCallsAsync(Rig rig)
    {
        await rig.StartWorkerAsync(new WorkerOptions());
        await Task.Delay(TimeSpan.FromSeconds(2));
        long before = rig.Calls.Calls;
        await Task.Delay(Watched);
        double rate = (rig.Calls.Calls - before) / Watched.TotalSeconds;
        await rig.StopWorkerAsync();
        return rate;
    }

    private static async Task<double> IdleCpuAsync(Process worker)
    {
        worker.Refresh();
        TimeSpan before = worker.TotalProcessorTime;
        await Task.Delay(Watched);
        worker.Refresh();
        return (worker.TotalProcessorTime - before) / Watched * 100;
    }

    private static async Task<double> BusyAsync(Rig rig, Process worker, string flow)
    {
        double most = 0;
        for (int i = 0; i < 10; i++)
        {
            await rig.StartRunsAsync(flow, 500);
            most = Math.Max(most, Megabytes(worker));
        }

        return most;
    }

    private static double Megabytes(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1024.0 / 1024.0;
    }
}
