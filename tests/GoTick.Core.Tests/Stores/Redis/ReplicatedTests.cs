using System.Globalization;
using System.Text;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Core.Tests.Stores.Cluster;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Redis;

/// <summary>What a failover to a replica that was cut off costs, with and without <c>durability=replicated</c>.</summary>
[Collection(RealServers.Name)]
public sealed class ReplicatedTests : IAsyncLifetime
{
    private static readonly ItemId Run = ItemId.FromStored("r");
    private RedisServer _primary = null!;
    private RedisServer _replica = null!;

    public async ValueTask InitializeAsync()
    {
        _primary = await RedisServer.StartNewAsync("--repl-diskless-sync-delay", "0");
        _replica = await RedisServer.StartNewAsync("--repl-diskless-sync-delay", "0");
        await FollowAsync(_replica, _primary);
    }

    public async ValueTask DisposeAsync()
    {
        await _replica.DisposeAsync();
        await _primary.DisposeAsync();
    }

    [Fact]
    public async Task Failover_WithoutReplicated_LosesWhatTheReplicaHadNot()
    {
        await using RedisStore store = await ConnectAsync("");
        ClaimedItem held = await HoldAsync(store);
        await CutOffAsync();

        CommitReply acknowledged = await store.CommitAsync(StoreCalls.Held(held, 1, [Encoding.UTF8.GetBytes("step")]));
        await FailOverAsync();

        Assert.Equal((CommitResult.Ok, 2), (acknowledged.Result, acknowledged.Length));
        Assert.Equal(1, (await Patient.AskAsync(() => store.ReadHeaderAsync(Run)))!.Length);
    }

    [Fact]
    public async Task Failover_WithReplicated_WasNotAcknowledgedAndIsAppliedOnceWhenAskedAgain()
    {
        await using RedisStore store = await ConnectAsync("?durability=replicated");
        ClaimedItem held = await HoldAsync(store);
        Batch step = StoreCalls.Held(held, 1, [Encoding.UTF8.GetBytes("step")]);
        await CutOffAsync();

        // Again and again: that the primary has it already, is no confirmation.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(step).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(step).AsTask());
        Assert.Equal(2, (await store.ReadHeaderAsync(Run))!.Length);
        await FailOverAsync();
        Assert.Equal(1, (await Patient.AskAsync(() => store.ReadHeaderAsync(Run)))!.Length);
        await _primary.RestartAsync();
        await FollowAsync(_primary, _replica);

        CommitReply reply = await Patient.AskAsync(() => store.CommitAsync(step));

        Assert.Equal((CommitResult.Ok, 2), (reply.Result, reply.Length));
        Assert.Equal(["started", "step"], (await store.ReadJournalAsync(Run, 0, 10)).Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task Commit_ReplicaComesBack_ConfirmsWhatWasApplied()
    {
        await using RedisStore store = await ConnectAsync("?durability=replicated");
        ClaimedItem held = await HoldAsync(store);
        Batch step = StoreCalls.Held(held, 1, [Encoding.UTF8.GetBytes("step")]);
        await _replica.FreezeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(step).AsTask());
        RenewReply renewed = await store.RenewAsync(new RenewRequest(0, new WorkerId("w"), [(Run, held.Header.Lease.Token)], TimeSpan.FromMinutes(1)));
        await _replica.GoOnAsync();

        Assert.True(Assert.Single(renewed.Leases).IsHeld); // leases do not wait for replicas
        Assert.Equal(CommitResult.Already, (await Patient.AskAsync(() => store.CommitAsync(step))).Result);
    }

    [Fact]
    public async Task Commit_ManyAtOnceAndScriptsForgotten_EachIsAnsweredByItsOwnReply()
    {
        await using RedisStore store = await ConnectAsync("?durability=replicated");
        await _primary.CallAsync("SCRIPT", "FLUSH");

        CommitReply[] replies = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => store.CommitAsync(
            StoreCalls.Start(ItemId.FromStored($"r{i}")) with { Events = [.. Enumerable.Repeat(new byte[] { 1 }, (i % 7) + 1)] }).AsTask()));

        Assert.All(replies.Select((reply, i) => (reply, i)), r => Assert.Equal((CommitResult.Ok, (r.i % 7) + 1), (r.reply.Result, r.reply.Length)));
    }

    [Fact]
    public async Task Records_Replicated_AreWrittenAndLeaveNoTrace()
    {
        await using RedisStore store = await ConnectAsync("?durability=replicated");

        await store.PutBlobAsync(0, "hash", [1, 2]);
        Assert.True(await store.WriteDocumentAsync("flow", "name", 0, [3]));

        Assert.Equal([1, 2], await store.ReadBlobAsync(0, "hash"));
        Assert.Equal([3], Assert.Single(await store.ListDocumentsAsync("flow")).Body);
        Assert.Equal("3", await _replica.CallAsync("EXISTS", "gotick:{default:0}:blob:hash", "gotick:{default:0}:blobs", "gotick:{default:0}:d:flow"));
    }

    [Fact]
    public async Task Connect_NoReplica_Warns()
    {
        await CutOffAsync();
        while (!(await _primary.CallAsync("INFO", "replication")).Contains("connected_slaves:0", StringComparison.Ordinal))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await using RedisStore plain = await ConnectAsync("");
        await using RedisStore replicated = await ConnectAsync("?durability=replicated");

        Assert.Empty(plain.Warnings);
        Assert.Contains("replica", Assert.Single(replicated.Warnings), StringComparison.Ordinal);
    }

    private static async Task<ClaimedItem> HoldAsync(RedisStore store)
    {
        await store.CommitAsync(StoreCalls.Start(Run));
        ClaimedItem held = Assert.Single((await store.ClaimAsync(StoreCalls.Claim("w", 1))).Items);

        // The claim itself is no promise, but what follows here starts from it: wait for it.
        await store.CommitAsync(StoreCalls.Start(ItemId.FromStored("other")));
        return held;
    }

    private static async Task FollowAsync(RedisServer replica, RedisServer primary)
    {
        await replica.CallAsync("REPLICAOF", "127.0.0.1", primary.Port.ToString(CultureInfo.InvariantCulture));
        while (!(await replica.CallAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private Task<RedisStore> ConnectAsync(string options) =>
        RedisStore.ConnectAsync(RedisAddress.Parse($"redis://127.0.0.1:{_primary.Port},127.0.0.1:{_replica.Port}{options}"));

    /// <summary>The replica hears no more, and has all that was written before.</summary>
    private async Task CutOffAsync()
    {
        await _replica.CatchUpAsync(_primary);
        await _replica.CallAsync("REPLICAOF", "127.0.0.1", "1");
    }

    private async Task FailOverAsync()
    {
        await _primary.KillAsync();
        await _replica.CallAsync("REPLICAOF", "NO", "ONE");
    }
}
