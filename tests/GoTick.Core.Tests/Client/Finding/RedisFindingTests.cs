using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Client.Finding;

/// <summary>On several partitions, so that lists are merged.</summary>
public sealed class RedisFindingTests(RedisServer server) : FindingTests, IClassFixture<RedisServer>
{
    protected override async Task<IFlowStore> OpenAsync()
    {
        server.SkipIfMissing();
        return await RedisStore.ConnectAsync(RedisAddress.Parse($"{server.Url}?partitions=3&namespace=n{Guid.NewGuid():N}"));
    }
}
