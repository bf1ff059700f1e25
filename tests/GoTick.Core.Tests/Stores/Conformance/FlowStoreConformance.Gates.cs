using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

public abstract partial class FlowStoreConformance
{
    [Fact]
    public async Task GateOpen_StartsAsManyAsLiveAtOnce_EachWithItsInputAndFields()
    {
        string gate = await OpenAsync(total: 5, limit: 2);

        GateState state = await GateAsync(gate);
        Assert.Equal((true, 5, 2, 0, 2), (state.IsOpen, state.Total, state.Next, state.Done, state.Live));
        Assert.Equal("shared", DumpText.Of(state.Shared));
        ClaimedItem[] branches = [.. (await ClaimAsync("w2", queues: ["b"])).Items];
        Assert.Equal([gate + ".0", gate + ".1"], branches.Select(b => b.Header.Id.Text));
        Assert.Equal(["in0", "in1"], branches.Select(b => Texts(b.Events).Single()));
        Assert.All(branches, b => Assert.Equal((gate, Band.Branches, "line", "v"), (b.Header.BranchOf, b.Header.Band, b.Header.Line, b.Header.Fields["f"])));
        Assert.Equal([0, 1], branches.Select(b => b.Header.BranchIndex));
        Assert.Equal(gate, (await HeaderAsync(Run(1))).Gate);
    }

    [Fact]
    public async Task GateEnd_StartsTheNextUntilAllAreDone_ThenWakesTheParent()
    {
        string gate = await OpenAsync(total: 5, limit: 2);

        string[] order = await RunBranchesAsync(gate, _ => false);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{gate}.{i}"), order);
        GateState state = await GateAsync(gate);
        Assert.Equal((5, 5, 5, 0), (state.Next, state.Done, state.Succeeded, state.Live));
        ClaimedItem parent = await ClaimOneAsync();
        Assert.Equal(("gate:" + gate, "done"), (parent.Messages[0].Id, DumpText.Of(parent.Messages[0].Body)));
        Assert.Single(parent.Messages);
        Assert.Equal(["out1", "out2"], Texts((await Store.ReadOutcomesAsync(Run(1), gate, 1, 2)).Select(o => o.Outcome)));
        Assert.Null(await Store.ReadHeaderAsync(ItemId.FromStored(gate + ".0")));
    }

    [Fact]
    public async Task GateEnd_FailureThatStops_LetsTheLivingEndAndStartsNoMore()
    {
        string gate = await OpenAsync(total: 6, limit: 2, stops: true);

        string[] order = await RunBranchesAsync(gate, i => i == 1);

        Assert.Equal(3, order.Length);
        GateState state = await GateAsync(gate);
        Assert.Equal((3, 3, 2, 0, true), (state.Next, state.Done, state.Succeeded, state.Live, state.IsStopped));
        Assert.Single((await ClaimOneAsync()).Messages);
    }

    [Fact]
    public async Task GateEnd_FailuresThatDoNotStop_RunAll()
    {
        string gate = await OpenAsync(total: 4, limit: 4);

        await RunBranchesAsync(gate, _ => true);

        GateState state = await GateAsync(gate);
        Assert.Equal((4, 0, false), (state.Done, state.Succeeded, state.IsStopped));
        Assert.Single((await ClaimOneAsync()).Messages);
    }

    [Fact]
    public async Task GateEnd_NeedOfOne_PostsAtTheFirstSuccessOnce()
    {
        string gate = await OpenAsync(total: 5, limit: 3, need: 1);
        ClaimedItem[] branches = [.. (await ClaimAsync("w2", queues: ["b"])).Items];

        await EndBranchAsync(branches[0], gate, failed: true);
        Assert.Equal(Place.Waiting, (await HeaderAsync(Run(1))).Place);
        await EndBranchAsync(branches[1], gate, failed: false);

        Assert.Equal((Place.Ready, 1L), ((await HeaderAsync(Run(1))).Place, (await HeaderAsync(Run(1))).Inbox));
        await EndBranchAsync(branches[2], gate, failed: false);
        GateState state = await GateAsync(gate);
        Assert.Equal((4, 3, 2, 1, true), (state.Next, state.Done, state.Succeeded, state.Live, state.IsStopped));
        Assert.Equal(1, (await HeaderAsync(Run(1))).Inbox);
    }

    [Fact]
    public async Task GateEnd_Throttle_HoldsOverManyWorkers()
    {
        string gate = await OpenAsync(total: 60, limit: 3);
        int live = 0;
        int most = 0;
        int ended = 0;

        await Task.WhenAll(Enumerable.Range(0, 6).Select(w => Task.Run(async () =>
        {
            for (long k = 1; Volatile.Read(ref ended) < 60; k++)
            {
                ClaimReply reply = await Store.ClaimAsync(new ClaimRequest
                {
                    Partition = Partition,
                    Worker = Worker($"b{w}"),
                    Presence = [],
                    PresenceFor = LeaseFor,
                    Queues = ["b"],
                    Max = 1,
                    Sequence = k,
                    LeaseFor = LeaseFor,
                });
                foreach (ClaimedItem branch in reply.Items)
                {
                    int now = Interlocked.Increment(ref live);
                    InterlockedMax(ref most, now);
                    Interlocked.Decrement(ref live);
                    await EndBranchAsync(branch, gate, failed: false);
                    Interlocked.Increment(ref ended);
                }
            }
        })));

        Assert.InRange(most, 1, 3);
        GateState state = await GateAsync(gate);
        Assert.Equal((60, 60, 0), (state.Done, state.Next, state.Live));
        Assert.Equal(1, (await HeaderAsync(Run(1))).Inbox);
    }

    [Fact]
    public async Task GateEnd_LostAnswer_IsGone()
    {
        string gate = await OpenAsync(total: 1, limit: 1);
        ClaimedItem branch = Assert.Single((await ClaimAsync("w2", queues: ["b"])).Items);
        await EndBranchAsync(branch, gate, failed: false);

        Assert.Equal(CommitResult.Gone, (await CommitAsync(BranchEnd(branch, gate, false))).Result);
        Assert.Equal(1, (await GateAsync(gate)).Done);
    }

    [Fact]
    public async Task GateEnd_TheGateIsGone_OnlyDeletesTheItem()
    {
        await StartAsync(Run(1));
        ClaimedItem claimed = await ClaimOneAsync();

        CommitReply reply = await ApplyAsync(Held(claimed, [], new Verb.GateEnd("r/7~1", 0, false, Bytes("o"))));

        Assert.Equal((0, Place.Ended), (reply.Length, reply.Place));
        Assert.Null(await Store.ReadGateAsync(Run(7), "r/7~1"));
    }

    [Fact]
    public async Task GateClose_DropsInputsOutcomesAndEveryBranchWithWhatItOpened()
    {
        string gate = await OpenAsync(total: 3, limit: 2);
        ClaimedItem branch = (await ClaimAsync("w2", queues: ["b"])).Items[0];
        string inner = branch.Header.Id.Gate(1);
        await ApplyAsync(Held(branch, [], new Verb.GateFill(inner, 0, BytesOf("a", "b")), new Verb.GateOpen(Spec(inner, 2, 1)), new Verb.Sleep(0, null, Band.Started)));
        Assert.NotNull(await Store.ReadHeaderAsync(ItemId.FromStored(inner + ".0")));

        ItemClaimReply parent = await ClaimItemAsync(Run(1), "w1");
        await ApplyAsync(Held(parent.Item!, [], new Verb.GateClose(gate)));

        StoreDump dump = await DumpAsync(Store);
        Assert.Equal("r/1", Assert.Single(dump.Items).Header.Id.Text);
        Assert.Empty(dump.Gates);
        Assert.Empty(dump.Ready);
        Assert.Single(dump.Leases);
        Assert.Null((await HeaderAsync(Run(1))).Gate);
        Assert.Equal(CommitResult.Gone, (await CommitAsync(Held(branch, ["late"]))).Result);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GateFill_NeverOpened_IsDroppedWithTheItem(bool isRemoved)
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        string gate = Run(1).Gate(1);
        await ApplyAsync(Held(claimed, [], new Verb.GateFill(gate, 0, BytesOf("a", "b"))));
        await ApplyAsync(Held(claimed, [], new Verb.GateFill(gate, 2, BytesOf("c"))));
        Assert.Equal((false, 0), ((await GateAsync(gate)).IsOpen, (await GateAsync(gate)).Total));
        Assert.Equal(3, Assert.Single((await DumpAsync(Store)).Gates).Inputs.Count);

        await ApplyAsync(Held(claimed, [], isRemoved ? new Verb.Remove() : new Verb.End(Second)));

        Assert.Empty((await DumpAsync(Store)).Gates);
    }

    [Fact]
    public async Task End_OfTheParent_ClosesItsOpenGate()
    {
        await OpenAsync(total: 3, limit: 2);
        ItemClaimReply parent = await ClaimItemAsync(Run(1), "w1");

        await ApplyAsync(Held(parent.Item!, ["e"], new Verb.End(Second)));

        StoreDump dump = await DumpAsync(Store);
        Assert.Equal((1, 0, 0), (dump.Items.Count, dump.Gates.Count, dump.Ready.Count));
    }

    [Fact]
    public async Task GateEnd_ParentWithAFullInbox_WakesItAllTheSame()
    {
        string gate = await OpenAsync(total: 1, limit: 1);
        await StartAsync(Run(2));
        ClaimedItem branch = Assert.Single((await ClaimAsync("w2", queues: ["b"])).Items);
        for (int i = 0; i < StoreLimits.InboxMessages; i += 500)
        {
            await ApplyAsync(In(Run(2), Place.Ready, [.. Enumerable.Range(i, 500).Select(n => new Verb.Post(Run(1), $"m{n}", []))]));
        }

        await EndBranchAsync(branch, gate, failed: false);

        Assert.Equal(StoreLimits.InboxMessages + 1, (await HeaderAsync(Run(1))).Inbox);
        Assert.Equal("gate:" + gate, (await Store.ReadInboxAsync(Run(1), int.MaxValue))[^1].Id);
    }

    [Fact]
    public async Task GatePause_StartsNoFurtherBranchUntilItIsOver()
    {
        string gate = await OpenAsync(total: 5, limit: 2);
        ClaimedItem[] branches = [.. (await ClaimAsync("w2", queues: ["b"])).Items];
        await ApplyAsync(In(Run(1), Place.Waiting, new Verb.GatePause(gate, true), new Verb.GatePause(gate, true)));

        await EndBranchAsync(branches[0], gate, failed: false);
        await EndBranchAsync(branches[1], gate, failed: false);

        GateState state = await GateAsync(gate);
        Assert.Equal((2, 2, 0, false), (state.Next, state.Done, state.Live, state.IsStopped));
        Assert.Equal((Place.Waiting, 0L), ((await HeaderAsync(Run(1))).Place, (await HeaderAsync(Run(1))).Inbox)); // not over: three are left
        await ApplyAsync(In(Run(1), Place.Waiting, new Verb.GatePause(gate, false), new Verb.GatePause("gone", true)));
        Assert.Equal((4, 2), ((await GateAsync(gate)).Next, (await GateAsync(gate)).Live));
        await RunBranchesAsync(gate, _ => false);
        Assert.Equal((5, 5, 0), ((await GateAsync(gate)).Done, (await GateAsync(gate)).Succeeded, (await GateAsync(gate)).Live));
        Assert.Single((await ClaimOneAsync()).Messages);
    }

    [Fact]
    public async Task GatePause_LastBranchEndsMeanwhile_WakesTheParentAllTheSame()
    {
        string gate = await OpenAsync(total: 2, limit: 2);
        await ApplyAsync(In(Run(1), Place.Waiting, new Verb.GatePause(gate, true)));

        await RunBranchesAsync(gate, _ => false);

        Assert.Single((await ClaimOneAsync()).Messages);
    }

    private static GateSpec Spec(string gate, int total, int limit, int? need = null, bool stops = false) => new()
    {
        Gate = gate,
        Total = total,
        Limit = limit,
        Need = need ?? total,
        StopsOnFailure = stops,
        Queue = "b",
        Priority = 0,
        Line = "line",
        Fields = new Dictionary<string, string> { ["f"] = "v" },
        Shared = Bytes("shared"),
        DoneMessage = Bytes("done"),
    };

    private static Batch BranchEnd(ClaimedItem branch, string gate, bool failed) =>
        Held(branch, [], new Verb.GateEnd(gate, branch.Header.BranchIndex, failed, Bytes("out" + branch.Header.BranchIndex)));

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    /// <summary>Run 1 fills and opens a gate and waits for it.</summary>
    private async Task<string> OpenAsync(int total, int limit, int? need = null, bool stops = false)
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        string gate = Run(1).Gate(1);
        await ApplyAsync(Held(claimed, [], new Verb.GateFill(gate, 0, [.. Enumerable.Range(0, total).Select(i => Bytes($"in{i}"))])));
        await ApplyAsync(Held(claimed, ["opened"], new Verb.GateOpen(Spec(gate, total, limit, need, stops)), new Verb.Sleep(0, null, Band.Started)));
        return gate;
    }

    private async Task<GateState> GateAsync(string gate) => Assert.IsType<GateState>(await Store.ReadGateAsync(Run(1), gate));

    private async Task EndBranchAsync(ClaimedItem branch, string gate, bool failed) => await ApplyAsync(BranchEnd(branch, gate, failed));

    /// <summary>Claims and ends branches one by one until none is left; returns them in order.</summary>
    private async Task<string[]> RunBranchesAsync(string gate, Func<int, bool> fails)
    {
        List<string> order = [];
        while ((await ClaimAsync("w2", 1, ["b"])).Items is [var branch])
        {
            order.Add(branch.Header.Id.Text);
            await EndBranchAsync(branch, gate, fails(branch.Header.BranchIndex));
        }

        return [.. order];
    }
}
