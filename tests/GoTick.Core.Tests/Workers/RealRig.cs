using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Tests.Stores.Sqlite;
using GoTick.Core.Workers;
using GoTick.Tests.Shared;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>Workers on a real store by its real clock, each with a connection of its own. What a test waits for comes and stays; how fast, plays no part.</summary>
internal sealed class RealRig : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<Worker> _workers = [];
    private readonly List<TickClient> _clients = [];
    private readonly List<FaultyStore> _faulty = [];
    private RedisServer? _server;

    public ScriptedExecutor Executor { get; } = new();

    public TickClient Client => _clients[0];

    public string Url { get; private set; } = "";

    /// <param name="kind"><c>sqlite</c>, <c>redis</c>, or <c>redis, 3 partitions</c>.</param>
    public static async Task<RealRig> OpenAsync(string kind)
    {
        var rig = new RealRig();
        if (kind == "sqlite")
        {
            rig.Url = "sqlite:" + rig._folder.File("s.db");
        }
        else
        {
            rig._server = await RedisServer.StartNewAsync();
            rig.Url = rig._server.Url + (kind == "redis" ? "" : "?partitions=3");
        }

        rig._clients.Add(await TickClient.ConnectAsync(rig.Url));
        return rig;
    }

    public async Task PublishAsync(string name, Func<Script, string?> flow, FlowSettings? settings = null)
    {
        Executor.Scripts[name] = flow;
        FlowVersion version = FlowVersion.Of(new FlowFile(name + ".ps1", "# " + name), []);
        await Client.PublishAsync(new FlowDefinition { Name = name, Version = version.Hash, Settings = settings ?? new FlowSettings() }, version);
    }

    public async Task<ItemId> StartAsync(string id, string? key = null) =>
        (await Client.StartAsync(new StartRequest { Flow = "flow", Id = ItemId.ParseRoot(id), ConcurrencyKey = key })).Id;

    public async Task StartWorkerAsync(Action<WorkerOptions>? configure = null, Func<IFlowStore, IFlowStore>? wrap = null)
    {
        TickClient client = await TickClient.ConnectAsync(Url);
        _clients.Add(client);
        var options = new WorkerOptions { Concurrency = 4, ParkUpTo = TimeSpan.Zero };
        configure?.Invoke(options);
        _workers.Add(await Worker.StartAsync(wrap is null ? client : new TickClient(wrap(client.Store)), Executor, options));
    }

    /// <summary>A worker that can be killed.</summary>
    public async Task<FaultyStore> StartFaultyWorkerAsync(Action<WorkerOptions> configure)
    {
        await StartWorkerAsync(configure, s =>
        {
            _faulty.Add(new FaultyStore(s));
            return _faulty[^1];
        });
        return _faulty[^1];
    }

    public async Task CompleteAsync(IEnumerable<ItemId> runs)
    {
        foreach (ItemId run in runs)
        {
            RunView? view = null;
            await UntilAsync(async () => (view = await Client.GetRunAsync(run)).Status.IsTerminal());
            Assert.True(view!.Status == RunStatus.Completed, $"{run}: {view.Status} {view.Error?.Message}");
        }
    }

    /// <summary>Nobody holds a permit or waits for one, no end is left to be told, and the store is without faults.</summary>
    public async Task NothingIsLeftAsync()
    {
        for (int partition = 0; partition < Client.Store.Partitions; partition++)
        {
            int number = partition;
            await UntilAsync(async () => (await Client.Store.ReadLimitsAsync(number, "", 10)).All(l => l is { Holders: 0, Waiting: 0 }));
            await UntilAsync(async () => (await Client.Store.ReadIndexAsync(number, "release", null, 10)).Count == 0);
        }

        Assert.Empty(await Client.CheckAsync());
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FaultyStore faulty in _faulty)
        {
            faulty.Bury();
        }

        foreach (Worker worker in _workers)
        {
            try
            {
                await worker.DisposeAsync();
            }
            catch (LeaseLostException) when (_faulty.Any(f => f.IsCut))
            {
                // It was killed, and says so whatever it is asked.
            }
        }

        foreach (TickClient client in _clients)
        {
            await client.DisposeAsync();
        }

        await Executor.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
