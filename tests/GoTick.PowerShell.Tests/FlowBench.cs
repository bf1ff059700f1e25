using System.Collections;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Workers;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Tests;

/// <summary>Runs flow texts to their end on the Memory store: a real worker, a real executor, no parking in slots, so that every wait unwinds.</summary>
public sealed class FlowBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-test-").FullName;

    /// <summary>What the flows of a test wrote down from inside their blocks.</summary>
    public static System.Collections.Concurrent.ConcurrentQueue<string> Seen { get; } = new();

    public async Task<(RunView Run, IReadOnlyList<StepView> Steps)> RunAsync(string text, IDictionary? arguments = null)
    {
        Seen.Clear();
        string path = Path.Combine(_folder, "flow.ps1");
        await File.WriteAllTextAsync(path, text);
        FlowSource source = FlowSource.Read(path, _folder);
        await using var client = new TickClient(new MemoryStore());
        await client.PublishAsync(source.Definition, source.Version);
        await using var executor = new FlowExecutor(Path.Combine(_folder, "versions"));
        await using Worker worker = await Worker.StartAsync(client, executor, new WorkerOptions { ParkUpTo = TimeSpan.Zero });
        StartResult start = await client.StartAsync(new StartRequest
        {
            Flow = source.Definition.Name,
            Arguments = ValueCodec.Encode(arguments ?? new Hashtable(), "The arguments"),
        });
        RunView? run = await client.WaitAsync(start.Id, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.NotNull(run);
        return (run, await client.ReadStepsAsync(start.Id));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
