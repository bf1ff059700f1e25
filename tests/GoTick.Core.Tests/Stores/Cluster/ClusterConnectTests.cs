using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores.Redis;
using GoTick.Core.Tests.Stores.Redis;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Cluster;

public sealed class ClusterConnectTests(RedisCluster cluster) : IClassFixture<RedisCluster>
{
    [Fact]
    public async Task Connect_OneAddressRefuses_WorksWithTheOthers() => await ConnectAndStartAsync("refuses", FreePorts.Next());

    [Fact]
    public async Task Connect_OneAddressIsSilent_WorksWithTheOthers()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0); // takes connections and never says a word
        silent.Start();

        await ConnectAndStartAsync("silent", ((IPEndPoint)silent.LocalEndpoint).Port);
    }

    [Fact]
    public async Task Connect_DatabaseOtherThanZero_IsInvalid()
    {
        TickException error = await Assert.ThrowsAsync<TickException>(() => RedisStore.ConnectAsync(RedisAddress.Parse(cluster.Url + "/3")));

        Assert.Equal(TickErrorId.StoreInvalid, error.ErrorId);
    }

    private async Task ConnectAndStartAsync(string name, int unreachable)
    {
        string hosts = string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{unreachable},{cluster.Url["redis://".Length..]}");
        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse($"{hosts}?partitions=12&namespace={name}"));
        HashSet<int> used = [];
        for (int i = 0; i < 60; i++)
        {
            var run = ItemId.FromStored($"r{i}");
            Assert.True((await store.CommitAsync(StoreCalls.Start(run))).IsApplied);
            used.Add(store.PartitionOf(run));
        }

        Assert.Equal(12, used.Count);
    }
}
