using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

public abstract partial class FlowStoreConformance
{
    private const string Limit = "key:web01";

    [Fact]
    public async Task Permit_APlaceIsFree_IsGrantedOnce()
    {
        Assert.True((await AskAsync("a")).IsGranted);
        Assert.True((await AskAsync("a")).IsGranted);

        LimitState state = Assert.Single(await Store.ReadLimitsAsync(Partition, "", 10));
        Assert.Equal((Limit, 1, 0), (state.Limit, state.Holders, state.Waiting));
        Assert.Equal("a", Assert.Single((await Store.ReadPermitsAsync(Partition, Limit, 10)).Holders).Holder);
    }

    [Fact]
    public async Task Permit_NoPlaceIsFree_WaitsInTheOrderOfAsking()
    {
        await AskAsync("a");

        Assert.Equal((false, 0), Told(await AskAsync("b")));
        Assert.Equal((false, 1), Told(await AskAsync("c")));
        Assert.Equal((false, 0), Told(await AskAsync("b")));
        PermitReply left = await PermitAsync(new PermitRequest { Partition = 0, Limit = Limit, Concurrency = 1, Leave = [new PermitLeave("a")], Wake = 5 });
        Assert.Equal(["b"], left.Wake);
        Assert.Equal((false, 1), Told(await AskAsync("c"))); // the place is b's, awake or not
        Assert.True((await AskAsync("b")).IsGranted);
    }

    [Fact]
    public async Task Permit_SomebodyLeavesTwice_GivesOnePlaceBack()
    {
        await AskAsync("a", most: 2);
        await AskAsync("b", most: 2);
        await AskAsync("c", most: 2);
        await LeaveAsync("a");
        await LeaveAsync("a");

        Assert.True((await AskAsync("c", most: 2)).IsGranted);
        Assert.False((await AskAsync("d", most: 2)).IsGranted);
    }

    [Fact]
    public async Task Permit_WhoWaitsLeaves_TheNextHasItsPlace()
    {
        await AskAsync("a");
        await AskAsync("b");
        await AskAsync("c");
        await LeaveAsync("b", "a");

        Assert.True((await AskAsync("c")).IsGranted);
    }

    [Fact]
    public async Task Permit_AskedUnderAnotherTag_GivesTheOldOneBackFirst()
    {
        await AskAsync("a", tag: "1");

        Assert.True((await AskAsync("a", tag: "2")).IsGranted);
        Assert.Equal("2", Assert.Single((await Store.ReadPermitsAsync(Partition, Limit, 10)).Holders).Tag);
    }

    [Fact]
    public async Task Permit_SomebodyLeavesUnderAnotherTag_KeepsWhatIsHeldAndItsPlace()
    {
        await AskAsync("a", tag: "2");
        await AskAsync("b", tag: "1");
        await PermitAsync(new PermitRequest { Partition = 0, Limit = Limit, Leave = [new PermitLeave("a", "1"), new PermitLeave("b", "1")] });

        LimitState state = Assert.Single(await Store.ReadLimitsAsync(Partition, "", 10));
        Assert.Equal((1, 1), (state.Holders, state.Waiting));
        await PermitAsync(new PermitRequest { Partition = 0, Limit = Limit, Leave = [new PermitLeave("a", "2")] });
        Assert.True((await AskAsync("b", tag: "1")).IsGranted);
    }

    [Fact]
    public async Task Permit_ALineWithManyThatWait_TakesTurnsWithTheOthers()
    {
        await AskAsync("first");
        foreach (int i in Enumerable.Range(0, 20))
        {
            await AskAsync($"x{i}", line: "x");
        }

        await AskAsync("y0", line: "y");
        await AskAsync("y1", line: "y");

        Assert.Equal(["x0", "y0", "x1", "y1", "x2"], (await Store.ReadPermitsAsync(Partition, Limit, 5)).Waiters.Select(w => w.Holder));
    }

    [Fact]
    public async Task Permit_ALineThatComesLater_DoesNotOvertakeWhoWasThere()
    {
        await AskAsync("first");
        await AskAsync("x0", line: "x");
        await AskAsync("x1", line: "x");
        await LeaveAsync("first");
        await AskAsync("x0", line: "x"); // granted: the first turn is over
        await AskAsync("y0", line: "y");

        Assert.Equal(["x1", "y0"], (await Store.ReadPermitsAsync(Partition, Limit, 5)).Waiters.Select(w => w.Holder));
    }

    [Fact]
    public async Task Permit_APriorityIsHigher_GoesFirst()
    {
        await AskAsync("first");
        await AskAsync("low", priority: -1);
        await AskAsync("high", priority: 100);

        Assert.Equal(["high", "low"], (await Store.ReadPermitsAsync(Partition, Limit, 5)).Waiters.Select(w => w.Holder));
    }

    [Fact]
    public async Task Permit_WithARate_LetsOneThroughAtATime()
    {
        TimeSpan every = TimeSpan.FromSeconds(6);
        Assert.True((await AskAsync("a", null, every)).IsGranted);
        PermitReply b = await AskAsync("b", null, every);
        PermitReply c = await AskAsync("c", null, every);
        Assert.Equal((b.Now.Plus(every), b.Now.Plus(every * 2)), (b.RetryAt!.Value, c.RetryAt!.Value));

        await AdvanceAsync(every - TimeSpan.FromTicks(10));
        Assert.False((await AskAsync("b", null, every)).IsGranted);
        await AdvanceAsync(TimeSpan.FromTicks(10));
        PermitReply early = await AskAsync("c", null, every);
        Assert.Equal((false, early.Now.Plus(every)), (early.IsGranted, early.RetryAt!.Value)); // b is before it
        Assert.True((await AskAsync("b", null, every)).IsGranted);
        Assert.False((await AskAsync("c", null, every)).IsGranted);
        await AdvanceAsync(every);
        Assert.True((await AskAsync("c", null, every)).IsGranted);
    }

    [Fact]
    public async Task Permit_RateAndPlaces_NeedsBoth()
    {
        TimeSpan every = Second;
        Assert.True((await AskAsync("a", 1, every)).IsGranted);
        await AdvanceAsync(every);

        PermitReply full = await AskAsync("b", 1, every);
        Assert.False(full.IsGranted);
        Assert.Null(full.RetryAt); // time does not help

        await LeaveAsync("a");
        Assert.True((await AskAsync("b", 1, every)).IsGranted);
    }

    [Fact]
    public async Task Permit_NobodyIsLeft_TheLimitIsForgotten()
    {
        await AskAsync("a", 1, Second);
        await LeaveAsync("a");
        Assert.Single(await Store.ReadLimitsAsync(Partition, "", 10)); // its rate remembers

        await AdvanceAsync(Second);
        await LeaveAsync();

        Assert.Empty(await Store.ReadLimitsAsync(Partition, "", 10));
        Assert.Empty((await DumpAsync(Store)).Limits);
    }

    [Fact]
    public async Task Permit_ALimitOfAnotherName_IsAnother()
    {
        await AskAsync("a");

        PermitReply other = await PermitAsync(new PermitRequest { Partition = 0, Limit = "key:web02", Concurrency = 1, Ask = new PermitAsk("b", "", "", 0) });

        Assert.True(other.IsGranted);
        Assert.Equal(["key:web02"], (await Store.ReadLimitsAsync(Partition, Limit, 10)).Select(l => l.Limit));
    }

    [Fact]
    public async Task Claim_AQueueIsPaused_BringsOnlyItsControlWork()
    {
        await StartAsync(Run(1), new Verb.Route("q", 0, ""), new Verb.Ready(Band.Started));
        await StartAsync(Run(2), new Verb.Route("q", 0, ""), new Verb.Ready(Band.Control));
        await StartAsync(Run(3), new Verb.Route("other", 0, ""), new Verb.Ready(Band.New));

        ClaimReply reply = await Store.ClaimAsync(new ClaimRequest
        {
            Partition = Partition,
            Worker = Worker("w1"),
            Presence = Bytes("here"),
            PresenceFor = LeaseFor,
            Queues = ["q", "other"],
            Paused = ["q"],
            Max = 5,
            Sequence = 1,
            LeaseFor = LeaseFor,
        });

        Assert.Equal([Run(2), Run(3)], reply.Items.Select(i => i.Header.Id));
    }

    [Fact]
    public async Task Claim_ASettingWasChanged_TellsSo()
    {
        if (Partition != 0)
        {
            return; // documents live in partition 0
        }

        long before = (await ClaimAsync()).Settings;
        await Store.WriteDocumentAsync("other", "a", 0, Bytes("x"));
        Assert.Equal(before, (await ClaimAsync()).Settings);
        await Store.WriteDocumentAsync(StoreLimits.SettingKind, "a", 0, Bytes("x"));
        await Store.WriteDocumentAsync(StoreLimits.SettingKind, "a", 0, Bytes("refused"));
        Assert.Equal(before + 1, (await ClaimAsync()).Settings);
        await Store.WriteDocumentAsync(StoreLimits.SettingKind, "a", 1, null);
        Assert.Equal(before + 2, (await ClaimAsync()).Settings);
    }

    private static (bool, int) Told(PermitReply reply) => (reply.IsGranted, reply.Position);

    private async Task<PermitReply> PermitAsync(PermitRequest request) => await Store.PermitAsync(request with { Partition = Partition });

    private Task<PermitReply> AskAsync(string holder, int? most = 1, TimeSpan? every = null, string tag = "", string line = "", int priority = 0) => PermitAsync(
        new PermitRequest { Partition = 0, Limit = Limit, Concurrency = most, Every = every, Ask = new PermitAsk(holder, tag, line, priority) });

    private Task<PermitReply> LeaveAsync(params string[] holders) => PermitAsync(new PermitRequest { Partition = 0, Limit = Limit, Leave = [.. holders.Select(h => new PermitLeave(h))] });
}
