using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>What every store must do, one case a rule. Facets: guards, verbs, claims, leases, gates, records.</summary>
public abstract partial class FlowStoreConformance : StoreSubject
{
    [Fact]
    public async Task Commit_NewItem_IsReadyWithItsJournal()
    {
        CommitReply reply = await StartAsync(Run(1));

        Assert.Equal((CommitResult.Ok, 1, 0L, Place.Ready), (reply.Result, reply.Length, reply.Inbox, reply.Place));
        Assert.Equal(["started"], Texts(await Store.ReadJournalAsync(Run(1), 0, 10)));
        ItemHeader header = await HeaderAsync(Run(1));
        Assert.Equal(("q", Band.New, 7L, "n"), (header.Queue, header.Band, header.Bytes, header.Nonce));
    }

    [Fact]
    public async Task Commit_StartRepeatedWithItsNonce_IsAlready()
    {
        await StartAsync(Run(1));
        string before = await DumpTextAsync();

        CommitReply reply = await StartAsync(Run(1));

        Assert.Equal((CommitResult.Already, 1), (reply.Result, reply.Length));
        Assert.Equal(before, await DumpTextAsync());
    }

    [Fact]
    public async Task Commit_StartOfAnExistingIdWithAnotherNonce_IsRefused()
    {
        await StartAsync(Run(1));

        CommitReply reply = await CommitAsync(new Batch { Item = Run(1), Guard = new Guard.Absent("other"), Events = BytesOf("x") });

        Assert.Equal((CommitResult.Exists, 1, Place.Ready), (reply.Result, reply.Length, reply.Place));
        Assert.False(reply.IsApplied);
    }

    [Fact]
    public async Task Commit_ToAMissingItem_IsGone()
    {
        CommitReply held = await CommitAsync(new Batch { Item = Run(1), Guard = new Guard.Held(new Lease(1, Worker("w1")), 0), Events = BytesOf("x") });
        CommitReply placed = await CommitAsync(In(Run(1), Place.Ready, new Verb.Ready(Band.New)));

        Assert.Equal((CommitResult.Gone, 0, Place.Ended), (held.Result, held.Length, held.Place));
        Assert.Equal(CommitResult.Gone, placed.Result);
    }

    [Fact]
    public async Task Commit_ByItsMaker_BuildsAnEndedItemAndMakesItReady()
    {
        await StartAsync(Run(1), new Verb.Route("q", 0, ""), new Verb.End(Second));
        Batch next = new() { Item = Run(1), Guard = new Guard.Made("n", 1), Events = BytesOf("a", "b") };

        Assert.Equal((CommitResult.Ok, 3, Place.Ended), Said(await CommitAsync(next)));
        Assert.Equal((CommitResult.Already, 3, Place.Ended), Said(await CommitAsync(next)));
        Assert.Equal(CommitResult.Stale, (await CommitAsync(next with { Guard = new Guard.Made("other", 3) })).Result);
        Assert.Equal(CommitResult.Stale, (await CommitAsync(next with { Guard = new Guard.Made("n", 2) })).Result);
        Assert.Equal(CommitResult.Gone, (await CommitAsync(next with { Item = Run(2) })).Result);
        Assert.Empty((await ClaimAsync()).Items);

        Batch last = next with { Guard = new Guard.Made("n", 3), Events = BytesOf("c"), Verbs = [new Verb.Ready(Band.New)] };
        Assert.Equal((CommitResult.Ok, 4, Place.Ready), Said(await CommitAsync(last)));
        await AdvanceAsync(2 * Second);
        Assert.Empty(await Store.ReadGoneAsync(Partition, 10));
        Assert.Null((await HeaderAsync(Run(1))).GoneAt);
        ClaimedItem claimed = Assert.Single((await ClaimAsync()).Items);
        Assert.Equal(["started", "a", "b", "c"], Texts(claimed.Events));

        // The answer of the last batch came late: the run has gone on meanwhile.
        await ApplyAsync(Held(claimed, ["d"]));
        Assert.Equal(CommitResult.Already, (await CommitAsync(last)).Result);
        Assert.Equal(5, (await HeaderAsync(Run(1))).Length);

        static (CommitResult, int, Place) Said(CommitReply reply) => (reply.Result, reply.Length, reply.Place);
    }

    [Fact]
    public async Task Commit_ByTheHolder_AppendsAndSetsFields()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));

        CommitReply reply = await ApplyAsync(Held(claimed, ["a", "bc"]) with { Fields = [new("x", "1"), new("y", "2")] });
        await ApplyAsync(Held(claimed, ["d"]) with { Guard = new Guard.Held(claimed.Header.Lease, 3), Fields = [new("x", null)] });

        Assert.Equal((3, Place.Leased), (reply.Length, reply.Place));
        Assert.Equal(["started", "a", "bc", "d"], Texts(await Store.ReadJournalAsync(Run(1), 0, 10)));
        ItemHeader header = await HeaderAsync(Run(1));
        Assert.Equal(11, header.Bytes);
        Assert.Equal(new KeyValuePair<string, string>("y", "2"), Assert.Single(header.Fields));
    }

    [Fact]
    public async Task Commit_LostAnswerOfAnAppend_IsAlready()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        Batch batch = Held(claimed, ["a", "b"]);
        await ApplyAsync(batch);
        string before = await DumpTextAsync();

        CommitReply reply = await CommitAsync(batch);

        Assert.Equal((CommitResult.Already, 3), (reply.Result, reply.Length));
        Assert.Equal(before, await DumpTextAsync());
    }

    [Fact]
    public async Task Commit_LostAnswerOfAnEndWithEvents_IsAlready()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        Batch batch = Held(claimed, ["ended"], new Verb.End(Second));
        await ApplyAsync(batch);

        CommitReply reply = await CommitAsync(batch);

        Assert.Equal((CommitResult.Already, Place.Ended), (reply.Result, reply.Place));
        Assert.Equal(2, (await HeaderAsync(Run(1))).Length);
    }

    [Fact]
    public async Task Commit_LostAnswerOfASleepWithoutEvents_IsAlready()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        Batch batch = Held(claimed, [], new Verb.Sleep(0, null, Band.Started));
        await ApplyAsync(batch);

        Assert.Equal(CommitResult.Already, (await CommitAsync(batch)).Result);
    }

    [Fact]
    public async Task Commit_WithoutEventsWhileLeased_IsAppliedAgain()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        Batch batch = Held(claimed, []) with { Fields = [new("x", "1")] };

        Assert.Equal(CommitResult.Ok, (await CommitAsync(batch)).Result);
        Assert.Equal(CommitResult.Ok, (await CommitAsync(batch)).Result);
    }

    public static TheoryData<long, string, int> WrongGuards => new()
    {
        { 1, "w1", 1 }, { -1, "w1", 1 }, { 0, "w2", 1 }, { 0, "w1", 2 }, { 0, "w1", 3 }, { 0, "w1", 0 },
    };

    [Theory]
    [MemberData(nameof(WrongGuards))]
    public async Task Commit_UnderAnotherLeaseOrJournal_IsStaleAndChangesNothing(long tokenOff, string owner, int length)
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        var lease = new Lease(claimed.Header.Lease.Token + tokenOff, Worker(owner));
        string before = await DumpTextAsync();

        foreach (Verb verb in AllOwnVerbs(Run(1)))
        {
            // Two events: with one, a guard that is one event behind is a repeated call.
            var batch = new Batch
            {
                Item = Run(1),
                Guard = new Guard.Held(lease, length),
                Events = BytesOf("x", "y"),
                Fields = [new("f", "v")],
                Verbs = [verb],
            };
            Assert.Equal(CommitResult.Stale, (await CommitAsync(batch)).Result);
        }

        Assert.Equal(before, await DumpTextAsync());
    }

    [Fact]
    public async Task Commit_WithTheTokenOfAnEarlierLease_IsStale()
    {
        ClaimedItem first = await HoldNewAsync(Run(1));
        await ApplyAsync(Held(first, [], new Verb.Ready(Band.Started)));
        ClaimedItem second = await ClaimOneAsync();

        Assert.NotEqual(first.Header.Lease.Token, second.Header.Lease.Token);
        Assert.Equal(CommitResult.Stale, (await CommitAsync(Held(first, ["x"]))).Result);
        Assert.Equal(CommitResult.Ok, (await CommitAsync(Held(second, ["x"]))).Result);
    }

    [Theory]
    [InlineData(Place.Ready, CommitResult.Ok)]
    [InlineData(Place.Leased, CommitResult.Stale)]
    [InlineData(Place.Waiting, CommitResult.Stale)]
    [InlineData(Place.Parked, CommitResult.Stale)]
    [InlineData(Place.Ended, CommitResult.Stale)]
    public async Task Commit_GuardedByPlace_AppliesOnlyThere(Place place, CommitResult expected)
    {
        await StartAsync(Run(1));

        Assert.Equal(expected, (await CommitAsync(In(Run(1), place, new Verb.Park()))).Result);
        Assert.Equal(expected == CommitResult.Ok ? Place.Parked : Place.Ready, (await HeaderAsync(Run(1))).Place);
    }

    [Fact]
    public async Task Commit_GuardedByTwoPlaces_AppliesInBoth()
    {
        await StartAsync(Run(1));
        var guard = new Guard.In(Place.Ready, Place.Parked);
        var batch = new Batch { Item = Run(1), Guard = guard, Verbs = [new Verb.Park()] };

        Assert.Equal(CommitResult.Ok, (await CommitAsync(batch)).Result);
        Assert.Equal(CommitResult.Ok, (await CommitAsync(batch)).Result);
    }

    [Fact]
    public async Task Commit_GuardedByNonce_AppliesOnlyToTheItemThatWasMeant()
    {
        await StartAsync(Run(1));
        Batch remove = In(Run(1), Place.Ready, new Verb.Remove());

        // Between a look and a removal the id was removed and started anew: the removal meant the one before.
        CommitReply stale = await CommitAsync(remove with { Guard = new Guard.In(Place.Ready) { Nonce = "earlier" } });

        Assert.Equal((CommitResult.Stale, 1, Place.Ready), (stale.Result, stale.Length, stale.Place));
        Assert.Equal(CommitResult.Ok, (await CommitAsync(remove with { Guard = new Guard.In(Place.Ready) { Nonce = "n" } })).Result);
        Assert.Null(await Store.ReadHeaderAsync(Run(1)));
    }

    [Fact]
    public async Task Commit_HoldsAMissingText_ChangesNothing()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        string before = await DumpTextAsync();
        Batch batch = Held(claimed, ["x"], new Verb.List("i", true), new Verb.BlobHold("h1")) with { Fields = [new("f", "v")] };

        CommitReply reply = await CommitAsync(batch);

        Assert.Equal((CommitResult.BlobMissing, 1, Place.Leased), (reply.Result, reply.Length, reply.Place));
        Assert.Equal(before, await DumpTextAsync());
        await Store.PutBlobAsync(Partition, "h1", Bytes("text"));
        Assert.Equal(CommitResult.Ok, (await CommitAsync(batch)).Result);
    }

    [Fact]
    public async Task Commit_NewItemThatHoldsAMissingText_IsNotCreated()
    {
        CommitReply reply = await StartAsync(Run(1), new Verb.BlobHold("h1"), new Verb.Ready(Band.New));

        Assert.Equal((CommitResult.BlobMissing, 0, Place.Ended), (reply.Result, reply.Length, reply.Place));
        Assert.Null(await Store.ReadHeaderAsync(Run(1)));
        Assert.Empty((await ClaimAsync()).Items);
    }

    [Fact]
    public async Task Commit_ByOneHolderAtOnceFromManyCallers_AppliesOnce()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));

        CommitReply[] replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => CommitAsync(Held(claimed, ["x"])))));

        Assert.Equal(1, replies.Count(r => r.Result == CommitResult.Ok));
        Assert.Equal(15, replies.Count(r => r.Result == CommitResult.Already));
        Assert.Equal(2, (await HeaderAsync(Run(1))).Length);
    }

    private static IEnumerable<Verb> AllOwnVerbs(Core.Flows.ItemId item) =>
    [
        new Verb.Route("other", 5, "l"), new Verb.Ready(Band.Started), new Verb.Sleep(0, null, Band.Started), new Verb.Post(item, "m", Bytes("m")),
        new Verb.Take(["m"]), new Verb.End(Second), new Verb.Park(), new Verb.GateFill(item.Gate(1), 0, BytesOf("i")), new Verb.GateClose(item.Gate(1)),
        new Verb.GateEnd("g", 0, false, Bytes("o")), new Verb.List("i", true), new Verb.Log(item, BytesOf("l")), new Verb.Remove(),
    ];

    [Fact]
    public async Task Commit_ExpectingADocument_IsRefusedOnceItIsAnother()
    {
        if (Partition != 0)
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await CommitAsync(Expecting(1, 1, "a")));
            return;
        }

        Assert.Equal(CommitResult.DocumentChanged, (await CommitAsync(Expecting(1, 1, "a"))).Result);
        Assert.True(await Store.WriteDocumentAsync("k", "d", 0, Bytes("a")));
        Assert.Equal(CommitResult.Ok, (await CommitAsync(Expecting(1, 1, "a"))).Result);
        string before = await DumpTextAsync();

        Assert.Equal(CommitResult.DocumentChanged, (await CommitAsync(Expecting(2, 1, "b"))).Result);
        Assert.Equal(CommitResult.DocumentChanged, (await CommitAsync(Expecting(2, 2, "a"))).Result);
        CommitReply known = await CommitAsync(Expecting(1, 2, "a"));
        Assert.Equal((CommitResult.DocumentChanged, 1, Place.Ready), (known.Result, known.Length, known.Place));
        Assert.Equal(before, await DumpTextAsync());
    }

    private static Batch Expecting(int run, long revision, string body) => new()
    {
        Item = Run(run),
        Guard = new Guard.Absent("n"),
        Expected = new ExpectedDocument("k", new Document("d", revision, Bytes(body))),
        Events = BytesOf("started"),
        Verbs = [new Verb.Ready(Band.New)],
    };
}
