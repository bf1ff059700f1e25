using GoTick.Core.Flows;
using GoTick.Core.Stores.Redis;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Redis;

public sealed class RedisWakeTests(RedisServer server) : IClassFixture<RedisServer>, IAsyncLifetime
{
    private RedisStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        server.SkipIfMissing();
        await server.CallAsync("FLUSHALL");
        _store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Start_TwoIdleWorkers_WakesTheOneThatAskedFirstThenTheOther()
    {
        List<string> woken = [];
        using var wakes = new SemaphoreSlim(0);
        await using IAsyncDisposable a = await ListenAsync("a");
        await using IAsyncDisposable b = await ListenAsync("b");
        await _store.ClaimAsync(StoreCalls.Claim("a", 1));
        await _store.ClaimAsync(StoreCalls.Claim("b", 1));

        await _store.CommitAsync(StoreCalls.Start(ItemId.FromStored("r1")));
        await wakes.WaitAsync(TestContext.Current.CancellationToken);
        string[] first = [.. woken];
        await _store.CommitAsync(StoreCalls.Start(ItemId.FromStored("r2")));
        await wakes.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["a"], first);
        Assert.Equal(["a", "b"], woken);

        async Task<IAsyncDisposable> ListenAsync(string worker) => await _store.ListenAsync(new WorkerId(worker), () =>
        {
            lock (woken)
            {
                woken.Add(worker);
            }

            wakes.Release();
        });
    }

    [Fact]
    public async Task Start_OnlyBusyOrGoneWorkers_KeepsNobodyIdle()
    {
        await _store.ClaimAsync(StoreCalls.Claim("gone", 1));
        await _store.DeclareDeadAsync(0, new WorkerId("gone"));
        await _store.CommitAsync(StoreCalls.Start(ItemId.FromStored("r1")));
        await _store.ClaimAsync(StoreCalls.Claim("busy", 1, max: 1));

        Assert.Equal("0", await server.CallAsync("EXISTS", "gotick:{default:0}:idle:q"));
    }
}
