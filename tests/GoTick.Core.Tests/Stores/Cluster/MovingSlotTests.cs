using System.Text;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Core.Tests.Stores.Conformance;
using GoTick.Core.Tests.Stores.Redis;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Cluster;

/// <summary>A slot on its way from one master to another: its partition stalls, and no call is half applied.</summary>
public sealed class MovingSlotTests(RedisCluster cluster) : IClassFixture<RedisCluster>
{
    private static readonly ItemId Run = ItemId.FromStored("r");
    private string _name = "";

    [Fact]
    public async Task Calls_SlotMovesKeyByKey_AreRefusedWholeAndGoOnAfterwards()
    {
        await using RedisStore store = await ConnectAsync();
        int slot = RedisCluster.SlotOf(_name, 0);
        RedisServer from = cluster.HomeOf(slot), to = cluster.Masters.First(m => m != from);
        await FillAsync(store);
        await store.CommitAsync(StoreCalls.Start(Run));
        ClaimedItem claimed = Assert.Single((await store.ClaimAsync(StoreCalls.Claim("w", 1))).Items);
        await store.CommitAsync(StoreCalls.Start(ItemId.FromStored("other")));
        string before = Picture(await store.DumpAsync(0));

        await RedisCluster.BeginMoveAsync(slot, from, to);
        int moved = 0;
        do
        {
            foreach (Func<Task> call in Calls(store, claimed))
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(call);
            }

            moved++;
        }
        while (await RedisCluster.MoveKeysAsync(slot, from, to, 1) > 0);
        await cluster.EndMoveAsync(slot, to);

        Assert.True(moved > 10, $"{moved} keys");
        Assert.Equal(before, Picture(await Patient.AskAsync(() => store.DumpAsync(0))));
        CommitReply reply = await store.CommitAsync(StoreCalls.Held(claimed, 1, [Encoding.UTF8.GetBytes("step")]));
        Assert.Equal((CommitResult.Ok, 2), (reply.Result, reply.Length));
    }

    /// <summary>As in a store at work: every key that a partition has once is there.</summary>
    private static async Task FillAsync(RedisStore store)
    {
        await store.PutBlobAsync(0, "hash", [1]);
        await store.CommitAsync(StoreCalls.Start(ItemId.FromStored("ended")) with { Verbs = [new Verb.List("x", true), new Verb.End(TimeSpan.FromDays(1))] });
        await store.CommitAsync(StoreCalls.Start(ItemId.FromStored("asleep")) with { Verbs = [new Verb.Sleep(0, new StoreTime(long.MaxValue / 4), Band.Started)] });
    }

    private static Func<Task>[] Calls(RedisStore store, ClaimedItem held) =>
    [
        () => store.CommitAsync(StoreCalls.Start(ItemId.FromStored("new"))).AsTask(),
        () => store.CommitAsync(StoreCalls.Held(held, 1, [[1]])).AsTask(),
        () => store.CommitAsync(StoreCalls.Held(held, 1, [[1]], new Verb.Log(Run, [[2]]), new Verb.List("x", true), new Verb.End(TimeSpan.FromDays(1)))).AsTask(),
        () => store.CommitAsync(StoreCalls.Held(held, 1, [[1]], new Verb.Post(ItemId.FromStored("other"), "m", [1]), new Verb.Sleep(0, new StoreTime(1), Band.Started))).AsTask(),
        () => store.ClaimAsync(StoreCalls.Claim("w", 2)).AsTask(),
        () => store.ClaimItemAsync(new ItemClaimRequest { Item = Run, Worker = new WorkerId("c"), LeaseFor = TimeSpan.FromMinutes(1), Force = true }).AsTask(),
        () => store.RenewAsync(new RenewRequest(0, new WorkerId("w"), [(Run, held.Header.Lease.Token)], TimeSpan.FromMinutes(2))).AsTask(),
        () => store.DeclareDeadAsync(0, new WorkerId("w")).AsTask(),
        () => store.ReadInboxAsync(Run, 10).AsTask(),
        () => store.ReadGoneAsync(0, 10).AsTask(),
        () => store.DumpAsync(0).AsTask(),
    ];

    // Without the time, which goes on.
    private static string Picture(StoreDump dump) => DumpText.Of(dump with { Now = new StoreTime(0) });

    private async Task<RedisStore> ConnectAsync()
    {
        _name = Guid.NewGuid().ToString("N");
        return await RedisStore.ConnectAsync(RedisAddress.Parse($"{cluster.Url}?namespace={_name}"));
    }
}
