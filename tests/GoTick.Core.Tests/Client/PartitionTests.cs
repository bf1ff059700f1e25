using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Workers;
using GoTick.Tests.Shared;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Client;

/// <summary>A client and a worker on a real Redis with several partitions.</summary>
public sealed class PartitionTests(RedisServer server) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task Runs_OfSeveralPartitions_AreListedNewestFirstAndTheStoreIsClean()
    {
        server.SkipIfMissing();
        await using TickClient client = await TickClient.ConnectAsync(server.Url + "?partitions=4");
        var executor = new ScriptedExecutor();
        executor.Scripts["branch"] = s => s.Memo("m", () => s.Item);
        executor.Scripts["flow"] = s => string.Concat(s.Parallel("many", "branch", 3).Select(r => r.Value.Text));
        FlowVersion version = FlowVersion.Of(new FlowFile("flow.ps1", "#"), []);
        await client.PublishAsync(new FlowDefinition { Name = "flow", Version = version.Hash }, version);
        List<ItemId> started = [];
        for (int i = 0; i < 130; i++)
        {
            started.Add((await client.StartAsync(new StartRequest { Flow = "flow" })).Id);
        }

        Assert.Equal(4, started.Select(client.Store.PartitionOf).Distinct().Count());
        Assert.Empty(await client.CheckAsync());
        List<ItemId> listed = await client.ListRunsAsync().Select(r => r.Id).ToListAsync();
        Assert.Equal(Enumerable.Reverse(started), listed);

        await using (Worker worker = await Worker.StartAsync(client, executor, new WorkerOptions { ParkUpTo = TimeSpan.Zero }))
        {
            foreach (ItemId run in started)
            {
                Assert.Equal("012", (await client.WaitAsync(run, TimeSpan.FromMinutes(1)))!.Output.Text);
            }

            Assert.True(await client.HasWorkerAsync(FlowSettings.DefaultQueue));
        }

        Assert.Equal(130, await client.ListRunsAsync(new RunQuery { Statuses = [RunStatus.Completed] }).CountAsync());
        Assert.Empty(await client.CheckAsync());
        Assert.Empty(await client.ListWorkersAsync());
    }
}
