using GoTick.Core.Checks;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;
using GoTick.Tests.Shared;

namespace GoTick.Host.Tests.Processes;

/// <summary>Real workers on one real store, and the runs that are given to them.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int OutageExitCode = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(LongRuns.Choose(2, 15));
    private readonly string[] _options;
    private readonly List<Gotick> _all = [];
    private readonly List<(ItemId Id, string Log)> _runs = [];

    private Fleet(TestFolder folder, RedisServer? redis, TickClient client, string[] options)
    {
        Folder = folder;
        Redis = redis;
        Client = client;
        _options = options;
    }

    public TestFolder Folder { get; }

    /// <summary>The server; null on SQLite.</summary>
    public RedisServer? Redis { get; }

    public TickClient Client { get; }

    /// <summary>The workers that live.</summary>
    public List<Gotick> Workers { get; } = [];

    public int Runs => _runs.Count;

    private string Store => Redis?.Url ?? Folder.Store;

    /// <param name="kind"><c>redis</c> (each write on disk before it is acknowledged) or <c>sqlite</c>.</param>
    /// <param name="options">Options of each worker.</param>
    public static async Task<Fleet> StartAsync(string kind, params string[] options)
    {
        RedisServer? redis = kind == "redis" ? await RedisServer.StartNewAsync("--appendonly", "yes", "--appendfsync", "always") : null;
        var folder = new TestFolder();
        MixedFlow.WriteTo(folder);
        return new Fleet(folder, redis, await TickClient.ConnectAsync(redis?.Url ?? folder.Store), options);
    }

    /// <summary>Starts one more worker and waits until it serves. One that meets an outage at its start ends, and is started again, as a service would be.</summary>
    public async Task<Gotick> AddWorkerAsync(params string[] options)
    {
        while (true)
        {
            Gotick worker = Gotick.Start(Folder.Path, ["worker", "--flows", "flows", "--store", Store, .. _options, .. options]);
            _all.Add(worker);
            if (await worker.SaysAsync("serves default"))
            {
                Workers.Add(worker);
                return worker;
            }

            Assert.True(worker.ExitCode == OutageExitCode, worker.ToString());
        }
    }

    /// <summary>Runs the command line on the fleet's store.</summary>
    public Task<Gotick> CallAsync(string command, params string[] arguments) => Gotick.RunAsync(Folder.Path, [command, "--store", Store, .. arguments]);

    /// <summary>Starts a run of the mixed flow.</summary>
    public async Task<ItemId> StartRunAsync(int milliseconds = 40)
    {
        string log = Folder.File($"log{_runs.Count}.txt");
        ItemId id = await StartRunAsync(MixedFlow.Name, new() { ["Log"] = log, ["Milliseconds"] = milliseconds });
        _runs.Add((id, log));
        return id;
    }

    /// <summary>Starts a run of any flow, through outages of the store.</summary>
    public async Task<ItemId> StartRunAsync(string flow, System.Collections.Hashtable arguments)
    {
        ItemId id = ItemId.ParseRoot(Guid.NewGuid().ToString("N"));
        var request = new StartRequest { Flow = flow, Id = id, IfExists = ExistingRun.Return, Arguments = ValueCodec.Encode(arguments, "The arguments") };
        while (true)
        {
            try
            {
                return (await Client.StartAsync(request)).Id;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Waits for the end of a run.</summary>
    public async Task<RunView> EndAsync(ItemId id)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            try
            {
                if (await Client.WaitAsync(id, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken) is { } ended)
                {
                    return ended;
                }
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }
        }

        Assert.Fail($"{id} does not end: {await Client.Store.ReadHeaderAsync(id)}\n{string.Join("\n\n", Workers)}");
        return null!;
    }

    /// <summary>All runs of the mixed flow have ended as they should, and the store is without faults.</summary>
    public async Task CheckAsync(int faults, int pauses = 0)
    {
        foreach ((ItemId id, string log) in _runs)
        {
            await EndAsync(id);
            await MixedFlow.CheckAsync(Client, id, log, faults, pauses);
        }

        IReadOnlyList<StoreFault> found = await Client.CheckAsync();
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    /// <summary>The workers end in order when they are told to.</summary>
    public async Task StopAsync()
    {
        foreach (Gotick worker in Workers)
        {
            await worker.SignalAsync("TERM");
        }

        foreach (Gotick worker in Workers)
        {
            Assert.True(await worker.ExitAsync() == 0, worker.ToString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Gotick worker in _all)
        {
            await worker.DisposeAsync();
        }

        await Client.DisposeAsync();
        if (Redis is not null)
        {
            await Redis.DisposeAsync();
        }

        Folder.Dispose();
    }
}
