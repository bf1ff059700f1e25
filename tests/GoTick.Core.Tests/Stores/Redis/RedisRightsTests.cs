using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Redis;

/// <summary>Users who may not do all, and servers that refuse for another reason than an outage.</summary>
public sealed class RedisRightsTests(RedisServer server) : IClassFixture<RedisServer>
{
    private const string Documented = "~gotick:* &gotick:* +@read +@write +@scripting +@connection +@pubsub +info +time +wait";

    [Fact]
    public async Task User_WithTheDocumentedRights_CanDoAll()
    {
        await using RedisStore store = await ConnectAsync("documented", Documented);
        var run = ItemId.FromStored("r");
        await using IAsyncDisposable listening = await store.ListenAsync(new WorkerId("w"), () => { });
        await store.CommitAsync(StoreCalls.Start(run));
        ClaimedItem held = Assert.Single((await store.ClaimAsync(StoreCalls.Claim("w", 1))).Items);
        await store.CommitAsync(StoreCalls.Held(held, 1, [[1]], new Verb.Log(run, [[2]]), new Verb.End(TimeSpan.FromDays(1))));
        await store.PutBlobAsync(0, "hash", [1]);

        Assert.Equal(Place.Ended, Assert.Single((await store.DumpAsync(0)).Items).Header.Place);
        Assert.Empty(store.Warnings);
    }

    [Theory]
    [InlineData("scripting", "-@scripting")]
    [InlineData("unlink", "-unlink")]
    [InlineData("zpopmin", "-zpopmin")]
    [InlineData("read", "-@read")]
    public async Task Connect_WithoutARight_IsInvalidAndHasWrittenNothing(string name, string missing)
    {
        TickException error = await Assert.ThrowsAsync<TickException>(() => ConnectAsync(name, $"{Documented} {missing}"));

        Assert.Equal((TickErrorId.StoreInvalid, TickErrorKind.Security), (error.ErrorId, error.Kind));
        Assert.Equal("0", await server.CallAsync("EXISTS", $"gotick:{{{name}:0}}:probe", $"gotick:{{{name}:0}}:clock"));
    }

    [Fact]
    public async Task Right_TakenAwayAtWork_IsToldAsSuchAndWorthWaitingFor()
    {
        await using RedisStore store = await ConnectAsync("revoked", Documented);
        await server.CallAsync("ACL", "SETUSER", "revoked", "-@scripting");

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.CommitAsync(StoreCalls.Start(ItemId.FromStored("r"))).AsTask());
        await server.CallAsync("ACL", "SETUSER", "revoked", "+@scripting");

        Assert.Equal((TickErrorId.StoreInvalid, TickErrorKind.Security), (error.ErrorId, error.Kind));
        Assert.Equal(CommitResult.Ok, (await store.CommitAsync(StoreCalls.Start(ItemId.FromStored("r")))).Result);
    }

    [Fact]
    public async Task Connect_DatabaseThatIsNotThere_IsInvalid()
    {
        TickException error = await Assert.ThrowsAsync<TickException>(() => RedisStore.ConnectAsync(RedisAddress.Parse(server.Url + "/99")));

        Assert.Equal(TickErrorId.StoreInvalid, error.ErrorId);
    }

    private async Task<RedisStore> ConnectAsync(string name, string rights)
    {
        await server.CallAsync("ACL", ["SETUSER", name, "reset", "on", ">pw", .. rights.Split(' ')]);
        return await RedisStore.ConnectAsync(RedisAddress.Parse($"{server.Url}?namespace={name}", name, "pw"));
    }
}
