using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Cluster;

/// <summary>Runs at work while their cluster changes under them.</summary>
[Collection(RealServers.Name)]
public sealed class FleetOnClusterTests
{
    private const int Partitions = 6;

    [Fact]
    public async Task Slots_MovedDuringRuns_EachBlockRunsOnce()
    {
        await using RedisCluster cluster = await RedisCluster.StartNewAsync();
        await using Fleet fleet = await Fleet.StartAsync($"{cluster.Url}?partitions={Partitions}&namespace=moved", workers: 2, runs: 24);
        for (int partition = 0; partition < Partitions; partition++)
        {
            await fleet.ExecutedAsync(24 * (partition + 1));
            int slot = RedisCluster.SlotOf("moved", partition);
            RedisServer from = cluster.HomeOf(slot), to = cluster.Masters.First(m => m != from);
            await RedisCluster.BeginMoveAsync(slot, from, to);
            while (await RedisCluster.MoveKeysAsync(slot, from, to, 5) > 0)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken); // so that calls come while the keys are on both sides
            }

            await cluster.EndMoveAsync(slot, to);
        }

        await fleet.CompleteAsync();
    }

    /// <summary>Half of a partition's keys are here and half are there until the runs of all other partitions have ended, which takes longer than a lease.</summary>
    [Fact]
    public async Task Slot_MovedForLongerThanALease_ItsRunsWaitAndEndAndNothingIsHalfApplied()
    {
        TimeSpan lease = TimeSpan.FromSeconds(2);
        await using RedisCluster cluster = await RedisCluster.StartNewAsync();
        await using Fleet fleet = await Fleet.StartAsync(
            $"{cluster.Url}?partitions={Partitions}&namespace=long", workers: 2, runs: 24, lease: lease, pause: TimeSpan.FromMilliseconds(250));
        Assert.True(fleet.Life > lease + TimeSpan.FromMilliseconds(500));
        int moving = fleet.Client.Store.PartitionOf(fleet.Runs[0]);
        int others = fleet.Runs.Count(r => fleet.Client.Store.PartitionOf(r) != moving);
        Assert.True(others > 0);
        int slot = RedisCluster.SlotOf("long", moving);
        RedisServer from = cluster.HomeOf(slot), to = cluster.Masters.First(m => m != from);
        await fleet.ExecutedAsync(24);

        await RedisCluster.BeginMoveAsync(slot, from, to);
        int left = await RedisCluster.MoveKeysAsync(slot, from, to, 5);
        await fleet.CompletedAsync(others);
        Assert.Equal(5, left); // there are more
        while (await RedisCluster.MoveKeysAsync(slot, from, to, 5) > 0)
        {
            // Its calls are still refused, whichever side they come to.
        }

        await cluster.EndMoveAsync(slot, to);

        await fleet.CompleteAsync(mostExecutions: int.MaxValue); // a block may run again whose recording waited longer than its lease
    }

    [Theory]
    [InlineData("")]
    [InlineData("&durability=replicated")]
    public async Task Master_KilledDuringRuns_TheFleetGoesOnWithItsReplica(string durability)
    {
        await using RedisCluster cluster = await RedisCluster.StartNewAsync(replicas: 3);
        await using Fleet fleet = await Fleet.StartAsync($"{cluster.Url}?partitions={Partitions}{durability}", workers: 2, runs: 24);
        await fleet.ExecutedAsync(40);
        await cluster.Replicas[0].CatchUpAsync(cluster.Masters[0]); // the starts are not what may be lost here

        await cluster.Masters[0].KillAsync();
        await RedisCluster.BecomesMasterAsync(cluster.Replicas[0]);
        if (durability.Length > 0)
        {
            // The new master needs a replica, too.
            await cluster.Masters[0].RestartAsync();
        }

        // Asynchronous replication may lose the last recordings: those blocks run again. With replicated none is lost.
        await fleet.CompleteAsync(durability.Length > 0 ? 1 : 2);
    }

    [Fact]
    public async Task Master_WithoutReplicaIsAway_TheOtherPartitionsGoOnAndItsOwnFollow()
    {
        await using RedisCluster cluster = await RedisCluster.StartNewAsync("--appendonly", "yes");
        RedisServer home = cluster.HomeOf(RedisCluster.SlotOf("away", 0));
        RedisServer lost = cluster.Masters.First(m => m != home);
        await using Fleet fleet = await Fleet.StartAsync($"{cluster.Url}?partitions={Partitions}&namespace=away", workers: 1, runs: 24);
        int there = Enumerable.Range(0, 24).Count(i => cluster.HomeOf(RedisCluster.SlotOf("away", fleet.Client.Store.PartitionOf(fleet.Runs[i]))) != lost);
        await fleet.ExecutedAsync(24);

        await lost.KillAsync();
        await fleet.CompletedAsync(there);
        await lost.RestartAsync();

        await fleet.CompleteAsync(mostExecutions: 2); // appendfsync everysec: the last second may be lost
    }

    [Fact]
    public async Task Worker_StartedWhileAMasterIsAway_WorksOnTheOtherPartitions()
    {
        await using RedisCluster cluster = await RedisCluster.StartNewAsync();
        RedisServer home = cluster.HomeOf(RedisCluster.SlotOf("partly", 0));
        RedisServer lost = cluster.Masters.Last(m => m != home);
        string url = $"{cluster.Url}?partitions=1&namespace=partly";
        await lost.KillAsync();

        await using Fleet fleet = await Fleet.StartAsync(url, workers: 1, runs: 3);

        await fleet.CompleteAsync();
    }
}
