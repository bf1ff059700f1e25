using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Redis;

public sealed class RedisClusterTests
{
    [Fact]
    public async Task Cluster_AllCalls_StayInTheSlotOfTheirPartition()
    {
        await using RedisServer server = await RedisServer.StartNewAsync("--cluster-enabled", "yes");
        await server.CallAsync("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
        while (!(await server.CallAsync("CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal))
        {
            await Task.Yield();
        }

        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url + "?partitions=3"));
        for (int i = 0; i < 12; i++)
        {
            await store.CommitAsync(StoreCalls.Start(ItemId.FromStored($"r{i}")));
        }

        int ended = 0;
        for (int partition = 0; partition < store.Partitions; partition++)
        {
            foreach (ClaimedItem item in (await store.ClaimAsync(StoreCalls.Claim("w", 1, 16, partition))).Items)
            {
                CommitReply reply = await store.CommitAsync(StoreCalls.Held(
                    item, 1, [[1]], new Verb.Log(item.Header.Id, [[2]]), new Verb.List("x", true), new Verb.End(TimeSpan.FromDays(1))));
                ended += reply.Place == Place.Ended ? 1 : 0;
            }
        }

        Assert.Equal(12, ended);
    }
}
