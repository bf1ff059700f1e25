using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

public abstract partial class FlowStoreConformance
{
    [Fact]
    public async Task Renew_OwnLeases_ExtendsThemAndTellsOfTheInbox()
    {
        ClaimedItem one = await HoldNewAsync(Run(1));
        ClaimedItem two = await HoldNewAsync(Run(2));
        await ApplyAsync(Held(one, [], new Verb.Post(Run(2), "m", Bytes("m"))));
        await AdvanceAsync(TimeSpan.FromSeconds(5));

        RenewReply reply = await RenewAsync("w1", (Run(1), one.Header.Lease.Token), (Run(2), two.Header.Lease.Token), (Run(3), 1));

        Assert.Equal([new RenewedLease(true, 0), new RenewedLease(true, 1), new RenewedLease(false, 0)], reply.Leases);
        Assert.Equal(reply.Now.Plus(LeaseFor), (await HeaderAsync(Run(1))).LeaseUntil);
    }

    [Fact]
    public async Task Renew_WrongTokenOrOwnerOrGivenBack_IsLostAndChangesNothing()
    {
        ClaimedItem one = await HoldNewAsync(Run(1));
        ClaimedItem two = await HoldNewAsync(Run(2));
        await ApplyAsync(Held(two, [], new Verb.Park()));
        await AdvanceAsync(TimeSpan.FromSeconds(5));
        StoreTime? until = (await HeaderAsync(Run(1))).LeaseUntil;

        RenewReply wrongToken = await RenewAsync("w1", (Run(1), one.Header.Lease.Token + 1), (Run(2), two.Header.Lease.Token));
        RenewReply wrongOwner = await RenewAsync("w2", (Run(1), one.Header.Lease.Token));

        Assert.All(wrongToken.Leases.Concat(wrongOwner.Leases), l => Assert.False(l.IsHeld));
        Assert.Equal(until, (await HeaderAsync(Run(1))).LeaseUntil);
    }

    [Fact]
    public async Task Claim_ExpiredLease_ComesOnceInTheStartedBandAndFencesTheOldHolder()
    {
        ClaimedItem old = await HoldNewAsync(Run(1));
        await BeatAsync(LeaseFor + Second);

        ClaimedItem fresh = Assert.Single((await ClaimAsync("w2")).Items);

        Assert.Equal((Band.Started, 1), (fresh.Header.Band, fresh.Header.Length));
        Assert.Empty((await ClaimAsync("w3")).Items);
        Assert.Equal(CommitResult.Stale, (await CommitAsync(Held(old, ["x"]))).Result);
        Assert.Equal(CommitResult.Stale, (await CommitAsync(Held(old, [], new Verb.End(Second)))).Result);
        Assert.False((await RenewAsync("w1", (Run(1), old.Header.Lease.Token))).Leases[0].IsHeld);
        Assert.Equal(old.Header.FirstClaimed, fresh.Header.FirstClaimed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lease_OfWhatNeedsNoSlot_ComesBackWithoutOne(bool isDeclaredDead)
    {
        ClaimedItem first = await HoldNewAsync(Run(1));
        await ApplyAsync(Held(first, [], new Verb.Ready(Band.Control)));
        Assert.Equal(["r/1"], await ClaimIdsAsync("w2"));
        if (isDeclaredDead)
        {
            await Store.DeclareDeadAsync(Partition, Worker("w2"));
            await ClaimAsync("beat", 0);
        }
        else
        {
            await BeatAsync(LeaseFor + Second); // it has no slot
        }

        ItemHeader header = await HeaderAsync(Run(1));
        Assert.Equal((Place.Leased, Worker("beat"), Band.Control), (header.Place, header.Lease.Owner, header.Band));
    }

    [Fact]
    public async Task Claim_ExpiredButNotYetSwept_StillBelongsToItsHolder()
    {
        ClaimedItem held = await HoldNewAsync(Run(1));
        await AdvanceAsync(LeaseFor + Second);

        Assert.Equal(CommitResult.Ok, (await CommitAsync(Held(held, ["x"]))).Result);
    }

    [Fact]
    public async Task Claim_NobodySweptForHalfALease_LivingLeasesGetOneMorePeriod()
    {
        ClaimedItem held = await HoldNewAsync(Run(1));
        await AdvanceAsync(LeaseFor + Second);

        ClaimReply late = await ClaimAsync("w2");
        Assert.Empty(late.Items);
        Assert.Equal(late.Now.Plus(LeaseFor), (await HeaderAsync(Run(1))).LeaseUntil);
        Assert.Equal(CommitResult.Ok, (await CommitAsync(Held(held, []))).Result);

        await BeatAsync(LeaseFor + Second);
        Assert.Equal(["r/1"], await ClaimIdsAsync("w2"));
    }

    [Fact]
    public async Task DeclareDead_HeldItems_AreReadyAtOnceAndTheWorkerIsGone()
    {
        ClaimedItem one = await HoldNewAsync(Run(1));
        await HoldNewAsync(Run(2));
        await HoldNewAsync(Run(3), "w2");

        int count = await Store.DeclareDeadAsync(Partition, Worker("w1"));

        Assert.Equal(2, count);
        Assert.Equal([Worker("w2")], (await Store.ReadWorkersAsync(Partition)).Select(w => w.Worker));
        Assert.Equal(0, (await HeaderAsync(Run(1))).Lease.Token);
        Assert.Equal(CommitResult.Stale, (await CommitAsync(Held(one, ["x"]))).Result);
        Assert.Equal(["r/1", "r/2"], await ClaimIdsAsync("w2"));
        Assert.Equal(0, await Store.DeclareDeadAsync(Partition, Worker("w1")));
    }

    [Fact]
    public async Task Deaths_OwnersGone_CountInARowUntilTheJournalGrows()
    {
        await StartAsync(Run(1));
        List<int> deaths = [];
        for (int i = 1; i <= 3; i++)
        {
            deaths.Add(Assert.Single((await ClaimAsync($"dead{i}")).Items).Header.Deaths);
            await Store.DeclareDeadAsync(Partition, Worker($"dead{i}"));
        }

        ClaimedItem survived = await ClaimOneAsync("w1");
        await ApplyAsync(Held(survived, ["x"]));
        int afterGrowth = (await HeaderAsync(Run(1))).Deaths;
        await Store.DeclareDeadAsync(Partition, Worker("w1"));

        Assert.Equal([0, 1, 2], deaths);
        Assert.Equal((3, 0), (survived.Header.Deaths, afterGrowth));
        Assert.Equal(1, (await HeaderAsync(Run(1))).Deaths);
    }

    [Fact]
    public async Task Deaths_LeaseLapsed_CountsOnlyIfTheOwnerIsSilent()
    {
        await StartAsync(Run(1));
        await HeardOfAsync("silent", 1, 1);
        await StartAsync(Run(2));
        await HeardOfAsync("living", 1, 1);
        long beats = (long)(LeaseFor / Second) + 1;
        for (long i = 2; i <= beats + 1; i++)
        {
            await AdvanceAsync(Second);
            await HeardOfAsync("living", i, 0); // it claims, but does not renew
        }

        (ItemHeader silent, ItemHeader living) = (await HeaderAsync(Run(1)), await HeaderAsync(Run(2)));
        Assert.Equal((Place.Ready, Place.Ready), (silent.Place, living.Place));
        Assert.Equal((1, 0), (silent.Deaths, living.Deaths));
    }

    [Fact]
    public async Task Deaths_HandedOverInBetween_StayInTheRow()
    {
        await HoldNewAsync(Run(1), "dead1");
        await Store.DeclareDeadAsync(Partition, Worker("dead1"));
        await ApplyAsync(Held(await ClaimOneAsync("w1"), [], new Verb.Ready(Band.Started)));
        await ClaimOneAsync("dead2");
        await Store.DeclareDeadAsync(Partition, Worker("dead2"));

        Assert.Equal(2, (await HeaderAsync(Run(1))).Deaths);
    }

    [Fact]
    public async Task Token_ClockStandsStill_NeverRepeats()
    {
        await StartAsync(Run(1));
        List<long> tokens = [];
        for (int i = 0; i < 20; i++)
        {
            ClaimedItem claimed = await ClaimOneAsync();
            tokens.Add(claimed.Header.Lease.Token);
            await ApplyAsync(Held(claimed, [], new Verb.Ready(Band.Started)));
        }

        Assert.Equal(tokens.Distinct().Order(), tokens);
    }

    [Fact]
    public async Task Created_ManyInOneMoment_AreAllDifferent()
    {
        for (int i = 0; i < 10; i++)
        {
            await StartAsync(Run(i));
        }

        IReadOnlyList<ItemHeader?> headers = await Store.ReadHeadersAsync([.. Enumerable.Range(0, 10).Select(Run)]);
        Assert.Equal(10, headers.Select(h => h!.Created).Distinct().Count());
    }

    /// <summary>Time passes while a worker without work keeps sweeping, so that no lease is extended for want of a sweep.</summary>
    private async Task BeatAsync(TimeSpan span)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < span; passed += Second)
        {
            await AdvanceAsync(Second);
            await ClaimAsync("beat", 0);
        }
    }

    private async Task HeardOfAsync(string worker, long sequence, int max) => await Store.ClaimAsync(new ClaimRequest
    {
        Partition = Partition,
        Worker = Worker(worker),
        Presence = Bytes("here"),
        PresenceFor = LeaseFor,
        Queues = ["q"],
        Max = max,
        Sequence = sequence,
        LeaseFor = LeaseFor,
    });

    private async Task<RenewReply> RenewAsync(string worker, params (ItemId Item, long Token)[] leases) =>
        await Store.RenewAsync(new RenewRequest(Partition, Worker(worker), leases, LeaseFor));
}
