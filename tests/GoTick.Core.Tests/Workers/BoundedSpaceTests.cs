using System.Diagnostics;
using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Stores.Redis;
using GoTick.Core.Stores.Sqlite;
using GoTick.Core.Tests.Stores.Sqlite;
using GoTick.Core.Workers;
using GoTick.Tests.Shared;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>
/// A loop that goes on as new takes the same space after its first rounds as after its last, on each store. <c>GOTICK_ROUNDS=N</c> makes it long, and says how
/// long it took.
/// </summary>
public sealed class BoundedSpaceTests : IDisposable
{
    private const int Early = 100;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Loop_OnMemory_TakesTheSameSpaceAllTheTime() => await LoopAsync(new MemoryStore());

    [Fact]
    public async Task Loop_OnSqlite_TakesTheSameSpaceAllTheTime() => await LoopAsync(await SqliteStore.OpenAsync(SqliteAddress.Of(_folder.File("t.db"))));

    [Fact]
    public async Task Loop_OnRedis_TakesTheSameSpaceAllTheTime()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await LoopAsync(await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url), CancellationToken.None));
    }

    private static async Task LoopAsync(IFlowStore store)
    {
        int rounds = int.Parse(Environment.GetEnvironmentVariable("GOTICK_ROUNDS") ?? "2000", CultureInfo.InvariantCulture);
        await using var client = new TickClient(store);
        await using var executor = new ScriptedExecutor();
        int most = 0;
        string? early = null;
        var run = ItemId.ParseRoot("run");
        executor.Scripts["loop"] = s =>
        {
            int n = int.Parse(s.Journal.Run.Arguments.Text ?? "1000000", CultureInfo.InvariantCulture);
            s.Task("work", _ => s.Journal.Log(new StreamRecord { Stream = StreamKind.Host, Text = "x", Time = s.Journal.StoreTime }));
            most = Math.Max(most, ((Activation)s.Journal).Item.Length);
            int done = n - 1_000_000;
            if (done == Early)
            {
                early = Size(store);
            }

            return done < rounds ? throw s.Continue((n + 1).ToString(CultureInfo.InvariantCulture)) : Size(store);
        };
        FlowVersion version = FlowVersion.Of(new FlowFile("loop.ps1", "# loop"), []);
        await client.PublishAsync(new FlowDefinition { Name = "loop", Version = version.Hash }, version);
        await using Worker worker = await Worker.StartAsync(client, executor, new WorkerOptions { Concurrency = 1, Lease = TimeSpan.FromMinutes(1) });
        var clock = Stopwatch.StartNew();

        await client.StartAsync(new StartRequest { Flow = "loop", Id = run });
        RunView view = (await client.WaitAsync(run, cancel: TestContext.Current.CancellationToken))!;

        TestContext.Current.TestOutputHelper!.WriteLine($"{rounds:N0} rounds on {store.Identity}: {clock.Elapsed.TotalSeconds:F1} s, journal {most} events at most, {view.Output.Text}");
        Assert.Equal((RunStatus.Completed, rounds), (view.Status, view.Continued));
        Assert.Equal(2, most);
        Assert.Equal(early, view.Output.Text);
        Assert.Empty(await client.CheckAsync());
    }

    /// <summary>How many things of each sort the store holds, and the bytes of the journals. The log has its own bound.</summary>
    private static string Size(IFlowStore store)
    {
        StoreDump dump = store.DumpAsync(0).AsTask().GetAwaiter().GetResult();
        return $"{dump.Items.Count} items, {dump.Items.Sum(i => i.Events.Count)} events of {dump.Items.Sum(i => i.Events.Sum(e => e.Length))} bytes, "
            + $"{dump.Items.Sum(i => i.Messages.Count)} messages, {dump.Ready.Count} ready, {dump.Timers.Count} timers, {dump.Indexes.Count} index entries, "
            + $"{dump.Blobs.Count} texts held {dump.Blobs.Sum(b => b.Holders)} times";
    }
}
