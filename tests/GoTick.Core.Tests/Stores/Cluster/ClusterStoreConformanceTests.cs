using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Core.Tests.Stores.Conformance;
using GoTick.Core.Tests.Stores.Redis;
using GoTick.Tests.Shared;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace GoTick.Core.Tests.Stores.Cluster;

/// <summary>The whole conformance suite on a cluster of three masters with partitions on each of them.</summary>
public sealed class ClusterStoreConformanceTests(RedisCluster cluster) : FlowStoreConformance, IClassFixture<RedisCluster>
{
    private ConnectionMultiplexer? _direct;

    protected override async Task<IFlowStore> CreateAsync(FakeTimeProvider clock)
    {
        _direct ??= await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{cluster.Masters[0].Port}");
        await cluster.FlushAsync();
        RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(cluster.Url + "?partitions=8"), TestClock.Scripts(), CancellationToken.None);
        await TestClock.SetAsync(_direct.GetDatabase(), store, clock);
        return store;
    }

    protected override Task ClockChangedAsync(IFlowStore store, FakeTimeProvider clock) =>
        TestClock.SetAsync(_direct!.GetDatabase(), (RedisStore)store, clock);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_direct is not null)
        {
            await _direct.DisposeAsync();
        }
    }
}
