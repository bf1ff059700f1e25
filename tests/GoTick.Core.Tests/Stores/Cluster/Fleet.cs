using System.Collections.Concurrent;
using System.Globalization;
using GoTick.Core.Checks;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Stores.Cluster;

/// <summary>Workers on a real store, each with a connection of its own, and runs that keep them busy for some seconds.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int Rounds = 12;

    /// <summary>How long a run sleeps in each round.</summary>
    private TimeSpan Pause { get; init; }

    /// <summary>A run lives so long at the least.</summary>
    public TimeSpan Life => Rounds * Pause;

    private readonly ScriptedExecutor _executor = new();
    private readonly List<TickClient> _clients = [];
    private readonly List<Worker> _workers = [];
    private readonly List<ItemId> _runs = [];
    private readonly ConcurrentDictionary<(string Run, int Round), int> _executed = new();

    private int _returned;

    public TickClient Client => _clients[0];

    public IReadOnlyList<Worker> Workers => _workers;

    public IReadOnlyList<ItemId> Runs => _runs;

    /// <summary>Workers and started runs.</summary>
    /// <param name="url">The store.</param>
    /// <param name="workers">How many workers.</param>
    /// <param name="runs">How many runs, r0, r1, …</param>
    /// <param name="wrap">What stands before each worker's store; null = nothing.</param>
    /// <param name="lease">The workers' lease; null = the default.</param>
    /// <param name="pause">How long a run sleeps in each of its rounds; null = 120 ms.</param>
    public static async Task<Fleet> StartAsync(
        string url, int workers, int runs, Func<IFlowStore, IFlowStore>? wrap = null, TimeSpan? lease = null, TimeSpan? pause = null)
    {
        var fleet = new Fleet { Pause = pause ?? TimeSpan.FromMilliseconds(120) };
        for (int i = 0; i <= workers; i++)
        {
            TickClient client = await TickClient.ConnectAsync(url);
            fleet._clients.Add(wrap is null ? client : new TickClient(wrap(client.Store)));
        }

        fleet._executor.Scripts["flow"] = fleet.Run;
        fleet._executor.Scripts["branch"] = s => s.Journal.Branch!.Item.Text;
        FlowVersion version = FlowVersion.Of(new FlowFile("flow.ps1", "# flow"), []);
        await fleet.Client.PublishAsync(new FlowDefinition { Name = "flow", Version = version.Hash, Settings = new FlowSettings() }, version);
        foreach (TickClient client in fleet._clients.Skip(1))
        {
            var options = new WorkerOptions { Concurrency = 8, ParkUpTo = TimeSpan.Zero };
            options.Lease = lease ?? options.Lease;
            fleet._workers.Add(await Worker.StartAsync(client, fleet._executor, options));
        }

        for (int i = 0; i < runs; i++)
        {
            fleet._runs.Add((await fleet.Client.StartAsync(new StartRequest { Flow = "flow", Id = ItemId.ParseRoot($"r{i}") })).Id);
        }

        return fleet;
    }

    /// <summary>Waits until so many blocks of steps have run.</summary>
    public async Task ExecutedAsync(int blocks)
    {
        while (_executed.Values.Sum() < blocks)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until so many runs have returned.</summary>
    public async Task CompletedAsync(int runs)
    {
        while (_returned < runs)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>All runs complete with the right output, the store is without faults, and no block ran more often than it may.</summary>
    /// <param name="mostExecutions">How often a block may have run: once, or more if a recording may have been lost.</param>
    public async Task CompleteAsync(int mostExecutions = 1)
    {
        foreach (ItemId run in _runs)
        {
            RunView? view = await Patient.AskAsync(() => Client.WaitAsync(run, TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken));
            Assert.True(view?.Status == RunStatus.Completed, $"{run}: {view?.Status} {view?.Error?.Message}");
            Assert.Equal($"{string.Concat(Enumerable.Range(0, Rounds).Select(r => (char)('a' + r)))}-0,1,2", view!.Output.Text);
            Assert.Equal((2 * Rounds) + 1, (await Client.ReadStepsAsync(run)).Count);
        }

        Assert.Equal(_runs.Count * Rounds, _executed.Count);
        Assert.All(_executed, e => Assert.InRange(e.Value, 1, mostExecutions));
        IReadOnlyList<StoreFault> faults = await Client.CheckAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Worker worker in _workers)
        {
            await worker.DisposeAsync();
        }

        foreach (TickClient client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    private string Run(Script script)
    {
        string text = "";
        for (int round = 0; round < Rounds; round++)
        {
            int now = round;
            text += script.Memo($"m{round.ToString(CultureInfo.InvariantCulture)}", () =>
            {
                _executed.AddOrUpdate((script.Journal.Run.Id.Text, now), 1, (_, n) => n + 1);
                return ((char)('a' + now)).ToString();
            });
            script.Sleep(Pause);
        }

        text += "-" + string.Join(',', script.Parallel("p", "branch", 3).Select(b => b.Value.Text));
        Interlocked.Increment(ref _returned);
        return text;
    }
}
