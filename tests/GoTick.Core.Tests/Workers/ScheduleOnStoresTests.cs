using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Stores.Redis;
using GoTick.Core.Stores.Sqlite;
using GoTick.Core.Tests.Stores.Sqlite;
using GoTick.Core.Workers;
using GoTick.Tests.Shared;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>Ten workers and one schedule of every second, on each store and by its real clock. <c>GOTICK_TEST_SECONDS</c> says for how long; default 4 s.</summary>
public sealed class ScheduleOnStoresTests
{
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("GOTICK_TEST_SECONDS"), out int seconds) ? seconds : 4;

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    [InlineData("redis")]
    [InlineData("redis, 3 partitions")]
    public async Task EverySecond_TenWorkers_StartsEachTimeOnce(string kind)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using RedisServer? server = kind.StartsWith("redis", StringComparison.Ordinal) ? await RedisServer.StartNewAsync() : null;
        await using TickClient client = await ConnectAsync(kind, folder, server);
        await using var executor = new ScriptedExecutor();
        executor.Scripts["flow"] = _ => null;
        FlowVersion version = FlowVersion.Of(new FlowFile("flow.ps1", "# flow"), []);
        await client.PublishAsync(new FlowDefinition { Name = "flow", Version = version.Hash }, version, cancel: cancel);
        List<Worker> workers = [];
        for (int i = 0; i < 10; i++)
        {
            workers.Add(await Worker.StartAsync(client, executor, new WorkerOptions { Concurrency = 2 }, cancel: cancel));
        }

        DateTimeOffset now = (await client.Store.ReadTimeAsync(client.Store.PartitionOf(ItemId.FromStored("tick@schedule")), cancel)).ToDateTimeOffset();
        DateTimeOffset begin = new(now.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        DateTimeOffset first = begin.AddSeconds(2);
        var schedule = new ScheduleDefinition { Name = "tick", Flow = "flow", Cron = "* * * * * *", Start = first, End = first.AddSeconds(Seconds - 1) };
        await client.RegisterScheduleAsync(schedule with { Misfire = ScheduleMisfire.RunAll }, cancel: cancel); // on a slow machine, too, none is left out
        while ((await client.GetScheduleAsync("tick", cancel: cancel)).Status != ScheduleStatus.Ended)
        {
            await Task.Delay(50, cancel);
        }

        // Read after the schedule's end, so that none of its runs is missing.
        RunView[] runs = [];
        while (runs.Length == 0 || !runs.All(r => r.Status.IsTerminal()))
        {
            await Task.Delay(50, cancel);
            runs = await client.ListRunsAsync(cancel: cancel).ToArrayAsync(cancel);
        }

        Assert.Equal(100, await client.BackfillScheduleAsync("tick", begin.AddSeconds(-99), begin, cancel));
        while (await client.ListRunsAsync(new RunQuery { Statuses = [RunStatus.Completed] }, cancel: cancel).CountAsync(cancel) < Seconds + 100)
        {
            await Task.Delay(50, cancel);
        }

        foreach (Worker worker in workers)
        {
            await worker.DisposeAsync();
        }

        Assert.Equal(Enumerable.Range(0, Seconds).Select(s => $"tick@{first.AddSeconds(s):yyyy-MM-ddTHH:mm:ss}Z"), runs.Select(r => r.Id.Text).Order());
        Assert.All(runs, r => Assert.Equal(RunStatus.Completed, r.Status));
        Assert.Equal(Seconds + 100, (await client.GetScheduleAsync("tick", cancel: cancel)).Started);
        Assert.Empty(await client.CheckAsync(cancel));
        TestContext.Current.SendDiagnosticMessage($"{kind}: {runs.Length} runs; started after their times by {string.Join(' ', runs.Select(r => (int)(r.Created - At(r)).TotalMilliseconds))} ms");
    }

    private static async Task<TickClient> ConnectAsync(string kind, TempFolder folder, RedisServer? server) => new(kind switch
    {
        "memory" => new MemoryStore(TimeProvider.System),
        "sqlite" => await SqliteStore.OpenAsync(SqliteAddress.Parse("sqlite:" + folder.File("s.db"))),
        _ => await RedisStore.ConnectAsync(RedisAddress.Parse(server!.Url + (kind.Contains('3', StringComparison.Ordinal) ? "?partitions=3" : ""))),
    });

    private static DateTimeOffset At(RunView run) => DateTimeOffset.Parse(run.Id.Text.Split('@')[1], System.Globalization.CultureInfo.InvariantCulture);
}
