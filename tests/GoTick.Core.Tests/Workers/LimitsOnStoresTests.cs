using System.Collections.Concurrent;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>Limits over several workers on real stores.</summary>
public sealed class LimitsOnStoresTests
{
    private static readonly TimeSpan Stay = TimeSpan.FromMilliseconds(30);

    private readonly Occupancy _rooms = new();

    public static TheoryData<string> Stores => ["sqlite", "redis", "redis, 3 partitions"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Runs_OfKeysWithAMost_AreNeverMoreAtOnceOnSeveralWorkers(string kind)
    {
        await using RealRig rig = await RealRig.OpenAsync(kind);
        await rig.PublishAsync("flow", Visit, new FlowSettings { MaxConcurrency = 2 });
        List<ItemId> runs = [];
        for (int i = 0; i < 12; i++)
        {
            runs.Add(await rig.StartAsync($"key{i % 2}-{i}", $"key{i % 2}"));
        }

        for (int i = 0; i < 3; i++)
        {
            await rig.StartWorkerAsync();
        }

        await rig.CompleteAsync(runs);

        Assert.Equal(["key0", "key1"], _rooms.Most.Keys.Order());
        Assert.All(_rooms.Most.Values, most => Assert.InRange(most, 1, 2));
        await rig.NothingIsLeftAsync();
    }

    /// <summary>By the clock of the limit's own partition, over all workers: no two permits are nearer than the rate says.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Rate_OverSeveralWorkers_IsNeverExceeded(string kind)
    {
        await using RealRig rig = await RealRig.OpenAsync(kind);
        await rig.PublishAsync("flow", Visit);
        var rate = new LimitRate(20, LimitUnit.Second);
        await rig.Client.SetLimitAsync(LimitName.Parse("flow"), new LimitSpec { Rate = rate });
        List<ItemId> runs = [];
        for (int i = 0; i < 12; i++)
        {
            runs.Add(await rig.StartAsync($"run-{i}"));
        }

        ConcurrentDictionary<string, StoreTime> granted = new();
        for (int i = 0; i < 3; i++)
        {
            await rig.StartWorkerAsync(wrap: s => new GrantsSeen(s, granted));
        }

        await rig.CompleteAsync(runs);

        StoreTime[] times = [.. granted.Values.Order()];
        Assert.Equal(12, times.Length);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second.Since(pair.First) >= rate.Every, $"{pair}"));
        await rig.NothingIsLeftAsync();
    }

    /// <summary>One tenant has left many runs, another one comes: its run is next but one, not the last. Whatever partitions the runs lie in.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Tenant_BehindManyRunsOfAnother_IsServedInTurn(string kind)
    {
        await using RealRig rig = await RealRig.OpenAsync(kind);
        await rig.PublishAsync("flow", s =>
        {
            s.Task("in", _ => _rooms.Enter("all", s.Journal.Run.Id.Text));
            return null;
        });
        List<ItemId> runs = [];
        for (int i = 0; i < 30; i++)
        {
            runs.Add(await rig.StartAsync($"large-{i}", "large"));
        }

        // One in each partition, wherever their names put them.
        ItemId[] small = [.. Enumerable.Range(0, 100).Select(i => ItemId.ParseRoot($"small-{i}")).DistinctBy(rig.Client.Store.PartitionOf)];
        Assert.Equal(rig.Client.Store.Partitions, small.Length);
        foreach (ItemId run in small)
        {
            runs.Add(await rig.StartAsync(run.Text, "small"));
        }

        await rig.StartWorkerAsync(o => o.Concurrency = 1);
        await rig.CompleteAsync(runs);

        string[] order = [.. _rooms.Order];
        Assert.All(small, s => Assert.InRange(Array.IndexOf(order, s.Text), 0, (2 * small.Length) + 1));
        await rig.NothingIsLeftAsync();
    }

    /// <summary>The permit stays with the run: another worker takes the run over, and nobody else comes in before it has left.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Worker_KilledWhileItsRunHoldsAPermit_TheRunKeepsItAndGivesItBack(string kind)
    {
        await using RealRig rig = await RealRig.OpenAsync(kind);
        await rig.PublishAsync("flow", Visit, new FlowSettings { MaxConcurrency = 1 });
        FaultyStore faulty = await rig.StartFaultyWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(2));
        faulty.Plan = (called, _) => called == "commit" && !_rooms.Order.IsEmpty ? Fault.Killed : Fault.None; // in its first step
        ItemId first = await rig.StartAsync("key-first", "key");
        await RealRig.UntilAsync(() => Task.FromResult(faulty.IsCut));
        List<ItemId> others = [];
        for (int i = 0; i < 3; i++)
        {
            others.Add(await rig.StartAsync($"key-{i}", "key"));
        }

        for (int i = 0; i < 2; i++)
        {
            await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(2));
        }

        await rig.CompleteAsync([first, .. others]);

        Assert.Equal(("key-first", 4), (_rooms.Order.First(), _rooms.Order.Count));
        Assert.Equal(1, Assert.Single(_rooms.Most.Values));
        await rig.NothingIsLeftAsync();
    }

    private string? Visit(Script script) => _rooms.Visit(script, script.Journal.Run.Id.Text.Split('-')[0], Stay);

    /// <summary>Notes when each asker got its permit.</summary>
    private sealed class GrantsSeen(IFlowStore inner, ConcurrentDictionary<string, StoreTime> granted) : StoreDecorator(inner)
    {
        public override async ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default)
        {
            PermitReply reply = await Inner.PermitAsync(request, cancel);
            if (reply.IsGranted)
            {
                granted.TryAdd(request.Ask!.Holder, reply.Now);
            }

            return reply;
        }
    }
}
