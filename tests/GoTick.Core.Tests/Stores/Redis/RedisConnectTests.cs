using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Redis;

public sealed class RedisConnectTests
{
    private const string Password = "s3cret-word";

    [Fact]
    public async Task Connect_WrongPassword_IsInvalidAndShowsNone()
    {
        await using RedisServer server = await RedisServer.StartNewAsync("--requirepass", "right");

        TickException error = await Assert.ThrowsAsync<TickException>(
            () => RedisStore.ConnectAsync(RedisAddress.Parse(server.Url, password: Password)));

        Assert.Equal(TickErrorId.StoreInvalid, error.ErrorId);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_RightPassword_WorksAndIsNotShown()
    {
        await using RedisServer server = await RedisServer.StartNewAsync("--requirepass", Password);
        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url.Replace("redis://", $"redis://:{Password}@", StringComparison.Ordinal)));

        Assert.Equal(server.Url, store.Identity.Text);
        Assert.Null(await store.ReadHeaderAsync(ItemId.FromStored("x")));
    }

    [Fact]
    public async Task Connect_NobodyListens_IsUnavailableAndNamesTheAddress()
    {
        RedisServer server = await RedisServer.StartNewAsync();
        await server.DisposeAsync();

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => RedisStore.ConnectAsync(RedisAddress.Parse(server.Url, password: Password)));

        Assert.Contains($"127.0.0.1:{server.Port}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_OtherPartitions_IsRefused()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await using RedisStore first = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url + "?partitions=4"));
        await using RedisStore second = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url));

        TickException error = await Assert.ThrowsAsync<TickException>(
            () => RedisStore.ConnectAsync(RedisAddress.Parse(server.Url + "?partitions=2")));

        Assert.Equal((4, 4), (first.Partitions, second.Partitions));
        Assert.Equal(TickErrorId.StoreInvalid, error.ErrorId);
    }

    [Theory]
    [InlineData("noeviction", 0)]
    [InlineData("allkeys-lru", 1)]
    public async Task Connect_ServerThatEvicts_Warns(string policy, int warnings)
    {
        await using RedisServer server = await RedisServer.StartNewAsync("--maxmemory-policy", policy);
        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url));

        Assert.Equal(warnings, store.Warnings.Count);
    }

    [Theory]
    [InlineData("6.0.16", true)]
    [InlineData("6.2.0", false)]
    [InlineData("7.2.4", false)]
    public void CheckVersion_OlderThan62_IsNotSupported(string version, bool isRefused)
    {
        Exception? error = Record.Exception(() => RedisStore.CheckVersion(RedisAddress.Parse("redis://h"), Version.Parse(version)));

        Assert.Equal(isRefused ? TickErrorId.NotSupported : null, (error as TickException)?.ErrorId);
    }

    [Fact]
    public async Task Connect_UserWithoutRights_IsInvalid()
    {
        await using RedisServer server = await RedisServer.StartNewAsync("--user", "low", "on", ">pw", "~other:*", "&*", "+@all");

        TickException error = await Assert.ThrowsAsync<TickException>(
            () => RedisStore.ConnectAsync(RedisAddress.Parse(server.Url, "low", "pw")));

        Assert.Equal(TickErrorId.StoreInvalid, error.ErrorId);
    }

    [Fact]
    public async Task Commit_MemoryIsFull_IsUnavailableButLeasesAreRenewed()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url));
        var run = ItemId.FromStored("r");
        await store.CommitAsync(StoreCalls.Start(run));
        ClaimedItem claimed = Assert.Single((await store.ClaimAsync(StoreCalls.Claim("w", 1))).Items);
        await server.ConfigureAsync("maxmemory", "1");

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(StoreCalls.Start(ItemId.FromStored("s"))));
        RenewReply renewed = await store.RenewAsync(
            new RenewRequest(0, new WorkerId("w"), [(run, claimed.Header.Lease.Token)], TimeSpan.FromMinutes(1)));

        Assert.True(Assert.Single(renewed.Leases).IsHeld);
        Assert.Equal(renewed.Now.Plus(TimeSpan.FromMinutes(1)), (await store.ReadHeaderAsync(run))!.LeaseUntil);
    }
}
