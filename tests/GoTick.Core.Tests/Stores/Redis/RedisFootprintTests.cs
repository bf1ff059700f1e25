using System.Globalization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Redis;

public sealed class RedisFootprintTests
{
    private const string Prefix = "gotick:{default:0}:";

    [Fact]
    public async Task Sleep_TypicalRun_StaysCompactAndBelowTwoKilobytes()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url));
        var run = ItemId.New(DateTimeOffset.UnixEpoch);
        byte[] @event = new byte[200];
        await store.CommitAsync(StoreCalls.Start(run) with
        {
            Events = [@event],
            Fields =
            [
                new("flow", "demo/close-order"), new("version", new string('f', 64)), new("status", "Waiting"), new("started", "1790000000000000"),
                new("timeout", "1790000000000000"),
            ],
        });
        ClaimedItem claimed = Assert.Single((await store.ClaimAsync(StoreCalls.Claim("some-host-12345-abcdef01", 1))).Items);

        await store.CommitAsync(StoreCalls.Held(claimed, 1, [@event], new Verb.Sleep(0, claimed.Header.Created.Plus(TimeSpan.FromDays(1)), Band.Started)));

        string[] keys = [Prefix + "r:" + run.Text, Prefix + "j:" + run.Text, Prefix + "timer"];
        int bytes = 0;
        foreach (string key in keys)
        {
            bytes += int.Parse(await server.CallAsync("MEMORY", "USAGE", key), CultureInfo.InvariantCulture);
        }

        Assert.Contains(await server.CallAsync("OBJECT", "ENCODING", keys[0]), new[] { "listpack", "ziplist" });
        Assert.InRange(bytes, 1, 2048);
    }
}
