using System.Reflection;
using GoTick.Core.Client;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Cluster;

/// <summary>Runs at work on one server that has its own troubles.</summary>
[Collection(RealServers.Name)]
public sealed class FleetOnRedisTests
{
    [Fact]
    public async Task Memory_FullDuringRuns_WorkersWaitAndNothingIsLost()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await using Fleet fleet = await Fleet.StartAsync(server.Url, workers: 2, runs: 12);
        await fleet.ExecutedAsync(20);

        await server.ConfigureAsync("maxmemory", "1");
        await OutageAsync(fleet);
        await using (TickClient looking = await TickClient.ConnectAsync(server.Url))
        {
            Assert.Equal(12, await looking.ListRunsAsync().CountAsync()); // a full store can be looked at
        }

        await server.ConfigureAsync("maxmemory", "0");
        await fleet.CompleteAsync();
    }

    [Fact]
    public async Task Rights_TakenAwayDuringRuns_WorkersWaitAndNothingIsLost()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await server.CallAsync("ACL", "SETUSER", "fleet", "on", ">pw", "~*", "&*", "+@all");
        await using Fleet fleet = await Fleet.StartAsync(server.Url.Replace("redis://", "redis://fleet:pw@", StringComparison.Ordinal), workers: 2, runs: 12);
        await fleet.ExecutedAsync(20);

        await server.CallAsync("ACL", "SETUSER", "fleet", "-@scripting");
        await OutageAsync(fleet);
        await server.CallAsync("ACL", "SETUSER", "fleet", "+@scripting");

        await fleet.CompleteAsync();
    }

    [Fact]
    public async Task Wakes_AllLost_RunsGoOnByPolls()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await using Fleet fleet = await Fleet.StartAsync(server.Url, workers: 2, runs: 12, store =>
        {
            IFlowStore deaf = DispatchProxy.Create<IFlowStore, DeafStore>();
            ((DeafStore)(object)deaf).Inner = store;
            return deaf;
        });

        await fleet.CompleteAsync();
    }

    [Fact]
    public async Task Wakes_CutOffAgainAndAgain_RunsGoOn()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await using Fleet fleet = await Fleet.StartAsync(server.Url, workers: 2, runs: 12);
        using var done = new CancellationTokenSource();
        Task cutting = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await server.CallAsync("CLIENT", "KILL", "TYPE", "pubsub");
                await Task.Delay(20, CancellationToken.None);
            }
        });

        await fleet.CompleteAsync();
        await done.CancelAsync();
        await cutting;
    }

    private static async Task OutageAsync(Fleet fleet)
    {
        foreach (Worker worker in fleet.Workers)
        {
            while (worker.Outage is null)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
    }
}
