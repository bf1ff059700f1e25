using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Tests.Stores.Sqlite;
using GoTick.Core.Workers;
using GoTick.Tests.Shared;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Stores.Cluster;

/// <summary>Thousands of timers that come due at one moment.</summary>
[Collection(RealServers.Name)]
public sealed class TimerShareTests
{
    private const int Runs = 2_000;
    private const int Slots = 8;

    [Fact]
    public async Task Timers_OnRedis_BothWorkersGetTheirShare()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await CheckAsync(server.Url);
    }

    [Fact]
    public async Task Timers_OnSqlite_BothWorkersGetTheirShare()
    {
        using var folder = new TempFolder();
        await CheckAsync("sqlite:" + folder.File("store.db"));
    }

    private static async Task CheckAsync(string url)
    {
        await using TickClient client = await TickClient.ConnectAsync(url);
        FlowVersion version = FlowVersion.Of(new FlowFile("flow.ps1", "# flow"), []);
        await client.PublishAsync(new FlowDefinition { Name = "flow", Version = version.Hash, Settings = new FlowSettings() }, version);
        DateTimeOffset due = (await client.Store.ReadTimeAsync(0)).ToDateTimeOffset().AddSeconds(4);
        await Task.WhenAll(Enumerable.Range(0, Runs).Select(i => client.StartAsync(new StartRequest { Flow = "flow", At = due })));
        int all = 0;
        using var over = new SemaphoreSlim(0);
        Share[] shares = [await BeginAsync(), await BeginAsync()];

        await over.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Runs, shares.Sum(s => s.Taken));
        Assert.All(shares, s => Assert.InRange(s.Taken, Runs / 4, Runs * 3 / 4));
        foreach (Share share in shares)
        {
            await share.DisposeAsync();
            Assert.InRange(share.MostAtOnce, 1, Slots); // none was taken to lie about
        }

        async Task<Share> BeginAsync()
        {
            var share = new Share(await TickClient.ConnectAsync(url), () =>
            {
                if (Interlocked.Increment(ref all) == Runs)
                {
                    over.Release();
                }
            });
            await share.BeginAsync();
            return share;
        }
    }

    /// <summary>A worker, and what it got.</summary>
    private sealed class Share(TickClient client, Action taken) : IAsyncDisposable
    {
        private readonly ScriptedExecutor _executor = new();
        private Worker _worker = null!;
        private int _taken;
        private int _most;

        public int Taken => _taken;

        public int MostAtOnce => _most;

        public async Task BeginAsync()
        {
            _executor.Scripts["flow"] = _ =>
            {
                lock (_executor)
                {
                    _most = Math.Max(_most, _worker.Running);
                }

                Interlocked.Increment(ref _taken);
                taken();
                return null;
            };
            _worker = await Worker.StartAsync(client, _executor, new WorkerOptions { Concurrency = Slots });
        }

        public async ValueTask DisposeAsync()
        {
            await _worker.DisposeAsync();
            await client.DisposeAsync();
        }
    }
}
