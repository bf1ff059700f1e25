using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Workers;
using GoTick.PowerShell.Hosting;

namespace GoTick.Benchmarks;

/// <summary>One empty store with a client that starts runs and, on connections of its own, a worker whose calls are counted.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly Bench _bench;
    private readonly TickClient _workersClient;
    private Worker? _worker;
    private int _flows;

    private Rig(Bench bench, TickClient client, CountingStore store)
    {
        _bench = bench;
        Client = client;
        Calls = store;
        _workersClient = new TickClient(store);
    }

    /// <summary>Starts runs.</summary>
    public TickClient Client { get; }

    /// <summary>The worker's calls.</summary>
    public CountingStore Calls { get; }

    public static async Task<Rig> OpenAsync(Bench bench, string address)
    {
        TickClient workers = await TickClient.ConnectAsync(address);
        return new Rig(bench, await TickClient.ConnectAsync(address), new CountingStore(workers.Store));
    }

    /// <summary>Publishes a flow and gives its name.</summary>
    public async Task<string> PublishAsync(string text)
    {
        string path = Path.Combine(_bench.Folder, $"flow{++_flows}.ps1");
        await File.WriteAllTextAsync(path, text);
        FlowSource source = FlowSource.Read(path, _bench.Folder);
        await Client.PublishAsync(source.Definition, source.Version);
        return source.Definition.Name;
    }

    public async Task<ItemId> StartRunAsync(string flow) => (await Client.StartAsync(new StartRequest { Flow = flow })).Id;

    /// <summary>Starts many runs, 64 at one time.</summary>
    public async Task StartRunsAsync(string flow, int count)
    {
        int left = count;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await StartRunAsync(flow);
            }
        }));
    }

    public async Task StartWorkerAsync(WorkerOptions? options = null) =>
        _worker = await Worker.StartAsync(_workersClient, _bench.Executor, options ?? new WorkerOptions());

    public async Task StopWorkerAsync()
    {
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
            _worker = null;
        }
    }

    /// <summary>Runs a flow a few times, so that slots are open and code is compiled.</summary>
    public async Task WarmUpAsync(string flow, int count = 200)
    {
        Task ends = Calls.WaitForEndsAsync(count);
        await StartRunsAsync(flow, count);
        await ends;
        _bench.Marks.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkerAsync();
        await _workersClient.DisposeAsync();
        await Client.DisposeAsync();
    }
}
