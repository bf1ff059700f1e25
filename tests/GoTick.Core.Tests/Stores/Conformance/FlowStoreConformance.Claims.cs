using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

public abstract partial class FlowStoreConformance
{
    [Fact]
    public async Task Claim_BringsHeaderJournalAndInbox()
    {
        await StartAsync(Run(1));
        await StartAsync(Run(2), new Verb.Post(Run(1), "m", Bytes("hello")), new Verb.Park());

        ClaimReply reply = await ClaimAsync();

        ClaimedItem item = Assert.Single(reply.Items);
        Assert.Equal((Place.Leased, Worker("w1"), reply.Now.Plus(LeaseFor)), (item.Header.Place, item.Header.Lease.Owner, item.Header.LeaseUntil));
        Assert.Equal(reply.Now, item.Header.FirstClaimed);
        Assert.Equal(["started"], Texts(item.Events));
        Assert.Equal("hello", Assert.Single(Texts(item.Messages.Select(m => m.Body))));
    }

    [Fact]
    public async Task Claim_LongJournal_BringsItsBeginning()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await ApplyAsync(Held(claimed, [.. Enumerable.Range(0, 100).Select(i => $"e{i}")], new Verb.Ready(Band.Started)));

        ClaimedItem again = await ClaimOneAsync();

        Assert.Equal((101, StoreLimits.ClaimEvents), (again.Header.Length, again.Events.Count));
        Assert.Equal(["e98", "e99"], Texts(await Store.ReadJournalAsync(Run(1), 99, 10)));
        Assert.Equal(["e0", "e1"], Texts(await Store.ReadJournalAsync(Run(1), 1, 2)));
    }

    [Fact]
    public async Task Claim_LargeEvents_BringsTheFirstAndWhatFits()
    {
        string large = new('x', StoreLimits.ClaimBytes + 1);
        await StartAsync(Run(1), new Verb.Park());
        await Store.CommitAsync(new Batch { Item = Run(2), Guard = new Guard.Absent("n"), Events = BytesOf(large, "y"), Verbs = [new Verb.Ready(Band.New)] });
        string half = large[..(StoreLimits.ClaimBytes / 2)];
        await Store.CommitAsync(new Batch { Item = Run(3), Guard = new Guard.Absent("n"), Events = BytesOf(half, half, "y"), Verbs = [new Verb.Ready(Band.New)] });

        ClaimReply reply = await ClaimAsync(queues: [FlowSettings.DefaultQueue]);

        Assert.Equal([1, 2], reply.Items.Select(i => i.Events.Count));
    }

    [Fact]
    public async Task Claim_ManyWorkersAtOnce_NoItemTwice()
    {
        for (int i = 0; i < 200; i++)
        {
            await StartAsync(Run(i));
        }

        string[][] got = await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            List<string> mine = [];
            for (long k = 1; k <= 40; k++)
            {
                mine.AddRange((await ClaimWithAsync($"w{w}", k, 3)).Items.Select(i => i.Header.Id.Text));
            }

            return mine.ToArray();
        })));

        Assert.Equal(200, got.Sum(g => g.Length));
        Assert.Equal(200, got.SelectMany(g => g).Distinct().Count());
    }

    [Fact]
    public async Task Claim_SameSequenceAgain_GivesTheSameItemsAndNoMore()
    {
        await StartAsync(Run(1));
        await StartAsync(Run(2));
        ClaimReply first = await ClaimAsync(max: 1, sequence: 7);

        ClaimReply again = await ClaimAsync(max: 1, sequence: 7);
        ClaimReply next = await ClaimAsync(max: 1, sequence: 8);

        Assert.Equal(DumpText.Of(Assert.Single(first.Items)), DumpText.Of(Assert.Single(again.Items)));
        Assert.Equal("r/2", Assert.Single(next.Items).Header.Id.Text);
    }

    [Fact]
    public async Task Claim_SameSequenceAfterAnItemWasLost_LeavesItOut()
    {
        await StartAsync(Run(1));
        await StartAsync(Run(2));
        ClaimReply first = await ClaimAsync(sequence: 7);
        await ApplyAsync(Held(first.Items[0], [], new Verb.End(Second)));

        Assert.Equal("r/2", Assert.Single((await ClaimAsync(sequence: 7)).Items).Header.Id.Text);
    }

    [Fact]
    public async Task Claim_Bands_LowerFirst()
    {
        foreach ((int n, Band band) in new[] { (1, Band.New), (2, Band.Branches), (3, Band.Started), (4, Band.Control) })
        {
            await StartAsync(Run(n), new Verb.Route("q", 0, ""), new Verb.Ready(band));
        }

        Assert.Equal(["r/4", "r/3", "r/2", "r/1"], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Claim_WithinALine_PriorityThenAge()
    {
        foreach ((int n, int priority) in new[] { (1, 0), (2, 5), (3, 0), (4, 5), (5, -3) })
        {
            await StartAsync(Run(n), new Verb.Route("q", priority, ""), new Verb.Ready(Band.New));
        }

        Assert.Equal(["r/2", "r/4", "r/1", "r/3", "r/5"], await ClaimIdsAsync());
    }

    [Theory]
    [InlineData(Band.New, new[] { "r/1", "r/4", "r/2", "r/5", "r/3" })]
    [InlineData(Band.Branches, new[] { "r/1", "r/4", "r/2", "r/5", "r/3" })]
    [InlineData(Band.Started, new[] { "r/1", "r/2", "r/3", "r/4", "r/5" })]
    public async Task Claim_TwoLines_TakeTurnsOnlyWhereBandsHaveLines(Band band, string[] expected)
    {
        foreach ((int n, string line) in new[] { (1, "a"), (2, "a"), (3, "a"), (4, "b"), (5, "b") })
        {
            await StartAsync(Run(n), new Verb.Route("q", 0, line), new Verb.Ready(band));
        }

        Assert.Equal(expected, await ClaimIdsAsync());
    }

    [Fact]
    public async Task Claim_ALateLine_DoesNotOvertakeThoseThatWaited()
    {
        foreach ((int n, string line) in new[] { (1, "a"), (2, "a"), (3, "b"), (4, "b") })
        {
            await StartAsync(Run(n), new Verb.Route("q", 0, line), new Verb.Ready(Band.New));
        }

        Assert.Equal(["r/1", "r/3"], await ClaimIdsAsync(max: 2));
        await StartAsync(Run(5), new Verb.Route("q", 0, "c"), new Verb.Ready(Band.New));
        Assert.Equal(["r/2", "r/4", "r/5"], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Claim_TwoQueues_TheFirstAskedRotates()
    {
        foreach ((int n, string queue) in new[] { (1, "p"), (2, "p"), (3, "q"), (4, "q") })
        {
            await StartAsync(Run(n), new Verb.Route(queue, 0, ""), new Verb.Ready(Band.New));
        }

        string[] first = [.. (await ClaimAsync("w1", 1, ["p", "q"], 1)).Items.Select(i => i.Header.Queue)];
        string[] second = [.. (await ClaimAsync("w1", 1, ["p", "q"], 2)).Items.Select(i => i.Header.Queue)];

        Assert.Equal(["q", "p"], first.Concat(second));
        Assert.Empty(await ClaimIdsAsync(queues: ["none"]));
    }

    [Fact]
    public async Task Claim_OfNothing_StillSweepsAndRenewsThePresence()
    {
        await StartAsync(Run(1), new Verb.Route("q", 0, ""), new Verb.Sleep(0, new StoreTime(0), Band.Started));

        ClaimReply reply = await ClaimAsync(max: 0);

        Assert.Empty(reply.Items);
        Assert.Equal(Place.Ready, (await HeaderAsync(Run(1))).Place);
        WorkerPresence presence = Assert.Single(await Store.ReadWorkersAsync(Partition));
        Assert.Equal((Worker("w1"), "here"), (presence.Worker, DumpText.Of(presence.Presence)));
    }

    [Fact]
    public async Task Claim_AfterPresencesLapsed_DropsThem()
    {
        await ClaimAsync("w1");
        for (int i = 0; i < 4; i++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(7));
            await ClaimAsync("w2");
            Assert.Equal([Worker("w1"), Worker("w2")], (await Store.ReadWorkersAsync(Partition)).Select(w => w.Worker));
        }

        await AdvanceAsync(TimeSpan.FromSeconds(3));
        await ClaimAsync("w2");

        Assert.Equal([Worker("w2")], (await Store.ReadWorkersAsync(Partition)).Select(w => w.Worker));
    }

    [Fact]
    public async Task Claim_AfterNobodyLooked_GivesTheOthersOneMorePeriod()
    {
        await ClaimAsync("w1");
        await ClaimAsync("w2");
        await AdvanceAsync(TimeSpan.FromSeconds(31));

        // Neither could say that it lives: the store was away, or the machine slept.
        await ClaimAsync("w2");
        Assert.Equal([Worker("w1"), Worker("w2")], (await Store.ReadWorkersAsync(Partition)).Select(w => w.Worker));
        for (int i = 0; i < 5; i++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(7));
            await ClaimAsync("w2");
        }

        Assert.Equal([Worker("w2")], (await Store.ReadWorkersAsync(Partition)).Select(w => w.Worker));
    }

    [Fact]
    public async Task Claim_DueTimers_ComeOnceAndNeverEarly()
    {
        StoreTime now = await Store.ReadTimeAsync(Partition);
        await StartAsync(Run(1), new Verb.Route("q", 0, ""), new Verb.Sleep(0, now.Plus(Second), Band.Started));
        await StartAsync(Run(2), new Verb.Route("q", 0, ""), new Verb.Sleep(0, now.Plus(2 * Second), Band.Started));

        ClaimReply early = await ClaimAsync();
        await AdvanceAsync(Second - TimeSpan.FromMicroseconds(1));
        ClaimReply still = await ClaimAsync();
        // A stamp taken meanwhile may have pushed the partition's time on by some microseconds, never the timer back.
        await AdvanceAsync(TimeSpan.FromMilliseconds(1));
        ClaimReply due = await ClaimAsync();
        ClaimReply after = await ClaimAsync();

        Assert.Empty(early.Items);
        Assert.Equal(now.Plus(Second), early.NextWake);
        Assert.Empty(still.Items);
        Assert.Equal("r/1", Assert.Single(due.Items).Header.Id.Text);
        Assert.Equal(now.Plus(2 * Second), due.NextWake);
        Assert.Empty(after.Items);
    }

    [Fact]
    public async Task Claim_DueTimers_InTheOrderOfTheirTimes()
    {
        StoreTime now = await Store.ReadTimeAsync(Partition);
        foreach ((int n, int seconds) in new[] { (1, 3), (2, 1), (3, 2) })
        {
            await StartAsync(Run(n), new Verb.Route("q", 0, ""), new Verb.Sleep(0, now.Plus(seconds * Second), Band.Started));
        }

        await AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["r/2", "r/3", "r/1"], await ClaimIdsAsync());
        Assert.Null((await ClaimAsync()).NextWake);
    }

    [Fact]
    public async Task Claim_MoreDueTimersThanOneSweepTakes_TakesTheRestLater()
    {
        for (int i = 0; i < StoreLimits.SweepAtOnce + 10; i++)
        {
            await StartAsync(Run(i), new Verb.Route("q", 0, ""), new Verb.Sleep(0, new StoreTime(0), Band.Started));
        }

        await ClaimAsync(max: 0);
        Assert.Equal(StoreLimits.SweepAtOnce, Assert.Single(await Store.ReadQueuesAsync(Partition)).Ready);
        await ClaimAsync(max: 0);
        Assert.Equal(StoreLimits.SweepAtOnce + 10, Assert.Single(await Store.ReadQueuesAsync(Partition)).Ready);
    }

    [Theory]
    [InlineData(Place.Ready)]
    [InlineData(Place.Waiting)]
    [InlineData(Place.Parked)]
    public async Task ClaimItem_ThatNobodyHolds_LeasesIt(Place place)
    {
        await StartAsync(Run(1), place switch
        {
            Place.Ready => new Verb.Ready(Band.New),
            Place.Waiting => new Verb.Sleep(0, new StoreTime(long.MaxValue / 2), Band.New),
            _ => new Verb.Park(),
        });

        ItemClaimReply reply = await ClaimItemAsync(Run(1), "c1");

        Assert.Equal(place, reply.Place);
        Assert.Equal((Place.Leased, Worker("c1")), (reply.Item!.Header.Place, reply.Item.Header.Lease.Owner));
        StoreDump dump = await DumpAsync(Store);
        Assert.Equal((0, 0, 1), (dump.Ready.Count, dump.Timers.Count, dump.Leases.Count));
        await ApplyAsync(Held(reply.Item, ["x"]));
    }

    [Fact]
    public async Task ClaimItem_ThatIsMissingOrEnded_GivesNothing()
    {
        await StartAsync(Run(1), new Verb.End(Second));

        Assert.Equal((null, null), await PlaceAndItemAsync(Run(9)));
        Assert.Equal((Place.Ended, null), await PlaceAndItemAsync(Run(1)));
    }

    [Fact]
    public async Task ClaimItem_OfALivingHolder_OnlyByForceAndThenTheHolderIsRefused()
    {
        ClaimedItem held = await HoldNewAsync(Run(1));

        Assert.Equal((Place.Leased, null), await PlaceAndItemAsync(Run(1)));
        ItemClaimReply forced = await ClaimItemAsync(Run(1), "c1", force: true);

        Assert.NotNull(forced.Item);
        Assert.Equal(CommitResult.Stale, (await CommitAsync(Held(held, ["x"]))).Result);
        Assert.Equal(CommitResult.Ok, (await CommitAsync(Held(forced.Item, ["x"]))).Result);
    }

    [Fact]
    public async Task ClaimItem_OfAnExpiredLease_TakesItWithoutForce()
    {
        await HoldNewAsync(Run(1));
        await AdvanceAsync(LeaseFor + Second);

        Assert.NotNull((await ClaimItemAsync(Run(1), "c1")).Item);
    }

    private async Task<(Place? Place, ClaimedItem? Item)> PlaceAndItemAsync(ItemId item)
    {
        ItemClaimReply reply = await ClaimItemAsync(item, "c1");
        return (reply.Place, reply.Item);
    }

    private async Task<ItemClaimReply> ClaimItemAsync(ItemId item, string worker, bool force = false) =>
        await Store.ClaimItemAsync(new ItemClaimRequest { Item = item, Worker = Worker(worker), LeaseFor = LeaseFor, Force = force });

    private async Task<ClaimReply> ClaimWithAsync(string worker, long sequence, int max) => await Store.ClaimAsync(new ClaimRequest
    {
        Partition = Partition,
        Worker = Worker(worker),
        Presence = Bytes("here"),
        PresenceFor = TimeSpan.FromSeconds(30),
        Queues = ["q"],
        Max = max,
        Sequence = sequence,
        LeaseFor = LeaseFor,
    });
}
