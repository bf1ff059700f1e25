using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Core.Tests.Stores.Redis;
using GoTick.Tests.Shared;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace GoTick.Core.Tests.Security;

public sealed class RedisSecurityTests(RedisServer server) : SecurityConformance, IClassFixture<RedisServer>
{
    private ConnectionMultiplexer? _direct;

    protected override async Task<IFlowStore> CreateAsync(FakeTimeProvider clock)
    {
        server.SkipIfMissing();
        _direct ??= await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port},allowAdmin=true");
        await _direct.GetDatabase().ExecuteAsync("FLUSHALL");
        RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url), TestClock.Scripts(), CancellationToken.None);
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
