using System.Diagnostics;
using GoTick.Core.Client;
using GoTick.Core.Workers;
using GoTick.Host.StandIns;
using GoTick.PowerShell.Hosting;

namespace GoTick.Benchmarks;

/// <summary>This program as nothing but a worker: what it takes of memory and processor is what a worker takes.</summary>
internal static class WorkerProcess
{
    public const string Argument = "--worker";
    private const string Ready = "ready";

    /// <summary>Starts it; it serves when this returns, and until its standard input is closed.</summary>
    /// <param name="address">The store.</param>
    /// <param name="temporary">Where it puts its temporary files, for one that will be killed and cannot remove them; null = where they usually are.</param>
    public static async Task<Process> StartAsync(string address, string? temporary = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(WorkerProcess).Assembly.Location);
        }

        if (temporary is not null)
        {
            start.Environment["TMPDIR"] = temporary;
        }

        start.ArgumentList.Add(Argument);
        start.ArgumentList.Add(address);
        Process process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() == Ready ? process : throw new InvalidOperationException("The worker process did not start.");
    }

    /// <summary>Serves until the standard input ends.</summary>
    public static async Task<int> ServeAsync(string address)
    {
        string folder = Directory.CreateTempSubdirectory("gotick-bench-worker-").FullName;
        await using (TickClient client = await TickClient.ConnectAsync(address))
        await using (var executor = new FlowExecutor(folder, StandIns.AddTo, StandIns.AttachTo))
        await using (Worker worker = await Worker.StartAsync(client, executor, new WorkerOptions { Concurrency = 8 }))
        {
            Console.WriteLine(Ready);
            await Console.In.ReadToEndAsync();
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }
}
