using System.Diagnostics;
using System.Globalization;
using GoTick.Benchmarks.Reporting;
using GoTick.Core.Workers;

namespace GoTick.Benchmarks.Measurements;

/// <summary>
/// How long after the death of its worker's process a run goes on elsewhere. A process of the same machine is seen to be gone; one that is only stopped looks
/// as a dead one on another machine does, and its lease has to lapse.
/// </summary>
internal sealed class Takeover : IMeasurement
{
    private const int Times = 3;
    private static readonly TimeSpan Budget = new WorkerOptions().Lease + TimeSpan.FromSeconds(1);

    public string Name => "takeover";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        if (OperatingSystem.IsWindows())
        {
            return []; // no process can be stopped there as by SIGSTOP
        }

        return
        [
            await MeasureAsync(bench, "KILL", "takeover after kill -9, same machine"),
            await MeasureAsync(bench, "STOP", "takeover when a lease has to lapse"),
        ];
    }

    private static async Task<Row> MeasureAsync(Bench bench, string signal, string what)
    {
        List<double> seconds = [];
        for (int i = 0; i < (bench.IsQuick ? 1 : Times); i++)
        {
            seconds.Add((await OnceAsync(bench, signal)).TotalSeconds);
        }

        string each = string.Join(", ", seconds.Select(s => s.ToString("0.0", CultureInfo.InvariantCulture)));
        return new Row(bench.Store.Name, what, $"≤ {Budget.TotalSeconds:0} s", $"{each} s", seconds.Max() <= Budget.TotalSeconds);
    }

    private static async Task<TimeSpan> OnceAsync(Bench bench, string signal)
    {
        string address = await bench.Store.NewAddressAsync();
        await using Rig rig = await Rig.OpenAsync(bench, address);
        string begun = Path.Combine(bench.Folder, Guid.NewGuid().ToString("N"));
        bench.Marks.Clear();
        string flow = await rig.PublishAsync($$"""
            Invoke-TickTask 'held' {
                if (Test-Path '{{begun}}') { $Marks.Hit('taken') } else { Set-Content '{{begun}}' 'begun'; Start-Sleep -Seconds 600 }
            }
            """);
        using Process holder = await WorkerProcess.StartAsync(address, bench.Folder);
        await rig.StartRunAsync(flow);
        while (!File.Exists(begun))
        {
            await Task.Delay(20);
        }

        await rig.StartWorkerAsync();
        await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble() * 5)); // anywhere between two renewals
        long dead = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("kill", ["-" + signal, holder.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        long[] taken = await bench.Marks.WaitAsync("taken", 1);
        holder.Kill();
        await holder.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(dead, taken[0]);
    }
}
