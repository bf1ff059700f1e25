using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

public abstract partial class FlowStoreConformance
{
    [Fact]
    public async Task Sleep_NoMessageCame_WaitsAndDropsTheLease()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        StoreTime wakeAt = claimed.Header.LeaseUntil!.Value;

        CommitReply reply = await ApplyAsync(Held(claimed, ["slept"], new Verb.Sleep(0, wakeAt, Band.Started)));

        Assert.Equal(Place.Waiting, reply.Place);
        ItemHeader header = await HeaderAsync(Run(1));
        Assert.Equal((null, wakeAt), (header.LeaseUntil, header.WakeAt));
        Assert.Empty((await DumpAsync(Store)).Leases);
    }

    [Fact]
    public async Task Sleep_AMessageCameMeanwhile_IsRefusedAndTheItemIsReady()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await StartAsync(Run(2), new Verb.Post(Run(1), "m1", Bytes("hello")));

        CommitReply reply = await ApplyAsync(Held(claimed, [], new Verb.Sleep(0, null, Band.Started)));

        Assert.Equal((Place.Ready, 1L), (reply.Place, reply.Inbox));
        Assert.Equal(["hello"], Texts((await ClaimOneAsync()).Messages.Select(m => m.Body)));
    }

    [Fact]
    public async Task Sleep_TheMessageWasSeen_Waits()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await StartAsync(Run(2), new Verb.Post(Run(1), "m1", Bytes("hello")));

        Assert.Equal(Place.Waiting, (await ApplyAsync(Held(claimed, [], new Verb.Sleep(1, null, Band.Started)))).Place);
    }

    [Theory]
    [InlineData(0L, Place.Ready)]
    [InlineData(1L, Place.Parked)]
    [InlineData(null, Place.Parked)]
    public async Task Park_AMessageCameMeanwhile_IsRefusedUnlessItWasSeen(long? seen, Place place)
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await StartAsync(Run(2), new Verb.Post(Run(1), "m1", Bytes("hello")));

        Assert.Equal(place, (await ApplyAsync(Held(claimed, ["parked"], new Verb.Park(null, seen)))).Place);

        Assert.Equal(place == Place.Ready ? Band.Control : Band.New, (await HeaderAsync(Run(1))).Band);
    }

    [Fact]
    public async Task Post_ToAWaitingItem_WakesItInItsBandAndDropsTheTimer()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await ApplyAsync(Held(claimed, [], new Verb.Sleep(0, new StoreTime(long.MaxValue / 2), Band.Control)));

        await StartAsync(Run(2), new Verb.Post(Run(1), "m1", Bytes("hello")));

        ItemHeader header = await HeaderAsync(Run(1));
        Assert.Equal((Place.Ready, Band.Control, null), (header.Place, header.Band, header.WakeAt));
        Assert.Empty((await DumpAsync(Store)).Timers);
    }

    [Theory]
    [InlineData(Place.Ready)]
    [InlineData(Place.Leased)]
    [InlineData(Place.Parked)]
    public async Task Post_ToAnItemThatDoesNotWait_IsKeptAndMovesNothing(Place place)
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await ApplyAsync(Held(claimed, [], place switch { Place.Ready => [new Verb.Ready(Band.New)], Place.Parked => [new Verb.Park()], _ => [] }));

        await StartAsync(Run(2), new Verb.Post(Run(1), "m1", Bytes("hello")));

        Assert.Equal((place, 1L), ((await HeaderAsync(Run(1))).Place, (await HeaderAsync(Run(1))).Inbox));
        Assert.Equal(["hello"], Texts((await Store.ReadInboxAsync(Run(1), 10)).Select(m => m.Body)));
    }

    [Fact]
    public async Task Post_SameIdTwice_IsOneMessage()
    {
        await StartAsync(Run(1));
        await StartAsync(Run(2), new Verb.Post(Run(1), "m1", Bytes("a")), new Verb.Post(Run(1), "m1", Bytes("b")), new Verb.Post(Run(1), "m2", Bytes("c")));

        Assert.Equal(["a", "c"], Texts((await Store.ReadInboxAsync(Run(1), 10)).Select(m => m.Body)));
        Assert.Equal(2, (await HeaderAsync(Run(1))).Inbox);
    }

    [Fact]
    public async Task Post_ToAMissingOrEndedItem_IsPassedOver()
    {
        await StartAsync(Run(1), new Verb.End(Second));

        CommitReply reply = await StartAsync(Run(2), new Verb.Post(Run(1), "m1", Bytes("a")), new Verb.Post(Run(9), "m1", Bytes("b")));

        Assert.Equal(CommitResult.Ok, reply.Result);
        Assert.Empty(await Store.ReadInboxAsync(Run(1), 10));
        Assert.Null(await Store.ReadHeaderAsync(Run(9)));
    }

    [Fact]
    public async Task Post_ToItself_ShowsInTheReply()
    {
        CommitReply reply = await StartAsync(Run(1), new Verb.Post(Run(1), "m1", Bytes("a")));

        Assert.Equal((1L, Place.Ready), (reply.Inbox, reply.Place));
    }

    [Fact]
    public async Task Post_ToAFullInbox_IsRefusedFromOutsideAndFitsFromHoldersGatesAndChildren()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        for (int i = 0; i < StoreLimits.InboxMessages; i += 1_000)
        {
            int from = i;
            await ApplyAsync(Held(claimed, [], [.. Enumerable.Range(from, 1_000).Select(n => new Verb.Post(Run(1), $"m{n}", Bytes("x")))]));
        }

        string before = await DumpTextAsync();
        Batch outside = In(Run(1), Place.Leased, new Verb.Post(Run(1), "over", Bytes("x")), new Verb.List("i", true));
        Assert.Equal((CommitResult.Full, (long)StoreLimits.InboxMessages), ((await CommitAsync(outside)).Result, (await CommitAsync(outside)).Inbox));
        Assert.Equal(CommitResult.Already, (await CommitAsync(In(Run(1), Place.Leased, new Verb.Post(Run(1), "m7", Bytes("x"))))).Result);
        Assert.Equal(before, await DumpTextAsync());

        await StartAsync(Run(2), new Verb.Post(Run(1), "child:2", Bytes("ended")));
        await ApplyAsync(Held(claimed, [], new Verb.Take(["m0", "m1"])));
        await ApplyAsync(outside);

        IReadOnlyList<InboxMessage> all = await Store.ReadInboxAsync(Run(1), int.MaxValue);
        Assert.Equal((StoreLimits.InboxMessages, "child:2", "over"), (all.Count, all[^2].Id, all[^1].Id));
    }

    [Fact]
    public async Task Post_OfSomebodyElseWhoseMessagesAreAllThere_IsAlreadyAndDoesNothing()
    {
        await StartAsync(Run(1), new Verb.Sleep(0, null, Band.Started));
        Batch vote = In(Run(1), Place.Waiting, new Verb.Post(Run(1), "vote:a:b", Bytes("yes")), new Verb.List("i", true)) with
        {
            Guard = new Guard.In(Place.Ready, Place.Waiting, Place.Leased, Place.Parked),
        };
        await ApplyAsync(vote);
        string before = await DumpTextAsync();

        CommitReply again = await CommitAsync(vote with { Verbs = [new Verb.Post(Run(1), "vote:a:b", Bytes("no")), new Verb.List("i", false)] });
        CommitReply more = await CommitAsync(vote with { Verbs = [.. vote.Verbs, new Verb.Post(Run(2), "x", []), new Verb.Log(Run(1), [])] });

        Assert.Equal((CommitResult.Already, 1L, Place.Ready), (again.Result, again.Inbox, again.Place));
        Assert.Equal(CommitResult.Already, more.Result);
        Assert.Equal(before, await DumpTextAsync());
    }

    [Fact]
    public async Task Post_OfSomebodyElseOfOldAndNewMessages_PostsTheNew()
    {
        await StartAsync(Run(1), new Verb.Park());
        await ApplyAsync(In(Run(1), Place.Parked, new Verb.Post(Run(1), "a", Bytes("1"))));

        await ApplyAsync(In(Run(1), Place.Parked, new Verb.Post(Run(1), "a", Bytes("2")), new Verb.Post(Run(1), "b", Bytes("3"))));

        Assert.Equal(["1", "3"], Texts((await Store.ReadInboxAsync(Run(1), 10)).Select(m => m.Body)));
    }

    [Fact]
    public async Task Park_UntilATime_IsReadyInTheControlBandThenAndNotBefore()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        StoreTime due = (await ClaimAsync(max: 0)).Now.Plus(Second);
        await ApplyAsync(Held(claimed, ["parked"], new Verb.Park(due)));
        await ApplyAsync(In(Run(1), Place.Parked, new Verb.Post(Run(1), "m", Bytes("wakes nobody"))));

        Assert.Equal(due, (await ClaimAsync(max: 0)).NextWake);
        Assert.Equal((Place.Parked, due), ((await HeaderAsync(Run(1))).Place, (await HeaderAsync(Run(1))).WakeAt));
        Assert.Equal((due, Run(1)), Assert.Single((await DumpAsync(Store)).Timers));
        await AdvanceAsync(2 * Second);

        ClaimedItem woken = Assert.Single((await ClaimAsync(max: 0)).Items);
        Assert.Equal((Run(1), Band.Control), (woken.Header.Id, woken.Header.Band));
        Assert.Empty((await DumpAsync(Store)).Timers);
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("ready")]
    [InlineData("parked for good")]
    [InlineData("removed")]
    public async Task Park_UntilATimeAndBroughtBackBefore_LeavesNoTimer(string how)
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await ApplyAsync(Held(claimed, ["parked"], new Verb.Park((await ClaimAsync(max: 0)).Now.Plus(Second))));
        if (how == "claimed")
        {
            await Store.ClaimItemAsync(new ItemClaimRequest { Item = Run(1), Worker = Worker("w2"), LeaseFor = LeaseFor });
        }
        else
        {
            Verb verb = how switch { "ready" => new Verb.Ready(Band.Started), "removed" => new Verb.Remove(), _ => new Verb.Park() };
            await ApplyAsync(In(Run(1), Place.Parked, verb));
        }

        Assert.Empty((await DumpAsync(Store)).Timers);
        Assert.Null((await ClaimAsync(max: 0)).NextWake);
    }

    [Fact]
    public async Task ReadInbox_InPages_GivesEachMessageOnceByNumber()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await ApplyAsync(Held(claimed, [], [.. Enumerable.Range(1, 5).Select(n => new Verb.Post(Run(1), $"m{n}", Bytes("x")))]));
        await ApplyAsync(Held(claimed, [], new Verb.Take(["m2"])));

        async Task<string> PageAsync(long after, int count) => string.Join(' ', (await Store.ReadInboxAsync(Run(1), after, count)).Select(m => $"{m.Number}{m.Id}"));

        Assert.Equal("1m1 3m3", await PageAsync(0, 2));
        Assert.Equal("4m4 5m5", await PageAsync(3, 2));
        Assert.Equal("3m3", await PageAsync(1, 1));
        Assert.Equal("", await PageAsync(5, 2));
        Assert.Equal("", await PageAsync(0, 0));
    }

    [Fact]
    public async Task Take_RemovesMessagesAndKeepsTheirCount()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await StartAsync(Run(2), new Verb.Post(Run(1), "a", Bytes("a")), new Verb.Post(Run(1), "b", Bytes("b")), new Verb.Post(Run(1), "c", Bytes("c")));

        CommitReply reply = await ApplyAsync(Held(claimed, ["took"], new Verb.Take(["a", "c", "none"])));

        Assert.Equal(3, reply.Inbox);
        Assert.Equal([new InboxNumber(2, "b")], (await Store.ReadInboxAsync(Run(1), 10)).Select(m => new InboxNumber(m.Number, m.Id)));
    }

    [Fact]
    public async Task End_DropsLeaseTimerAndInboxAndIsGoneAfterItsTime()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await ApplyAsync(Held(claimed, ["e"], new Verb.Post(Run(1), "m", Bytes("m")), new Verb.End(TimeSpan.FromSeconds(10))));

        Assert.Equal(Place.Ended, (await HeaderAsync(Run(1))).Place);
        Assert.Empty(await Store.ReadInboxAsync(Run(1), 10));
        Assert.Empty((await DumpAsync(Store)).Leases);
        await AdvanceAsync(TimeSpan.FromSeconds(9.5));
        Assert.Empty(await Store.ReadGoneAsync(Partition, 10));
        await AdvanceAsync(Second);
        Assert.Equal([Run(1)], await Store.ReadGoneAsync(Partition, 10));
        Assert.Equal(2, (await Store.ReadJournalAsync(Run(1), 0, 10)).Count);
    }

    [Fact]
    public async Task End_OfAReadyItem_TakesItOutOfItsLine()
    {
        await StartAsync(Run(1));
        await ApplyAsync(In(Run(1), Place.Ready, new Verb.End(Second)));

        Assert.Empty((await ClaimAsync()).Items);
        Assert.Empty(await Store.ReadQueuesAsync(Partition));
    }

    [Fact]
    public async Task Gone_MoreThanAsked_AreOldestFirst()
    {
        foreach (int i in new[] { 3, 1, 2 })
        {
            await StartAsync(Run(i), new Verb.End(TimeSpan.FromSeconds(i)));
        }

        await AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal([Run(1), Run(2)], await Store.ReadGoneAsync(Partition, 2));
    }

    [Fact]
    public async Task Remove_DeletesItemJournalInboxAndLog()
    {
        await StartAsync(Run(1), new Verb.Log(Run(1), BytesOf("l")), new Verb.Post(Run(1), "m", Bytes("m")), new Verb.Park());

        CommitReply reply = await ApplyAsync(In(Run(1), Place.Parked, new Verb.Remove()));

        Assert.Equal((0, Place.Ended), (reply.Length, reply.Place));
        Assert.Null(await Store.ReadHeaderAsync(Run(1)));
        Assert.Empty(await Store.ReadJournalAsync(Run(1), 0, 10));
        Assert.Empty(await Store.ReadInboxAsync(Run(1), 10));
        Assert.Empty(await Store.ReadLogAsync(Run(1), 0, 10));
        Assert.Equal(CommitResult.Ok, (await StartAsync(Run(1))).Result);
        Assert.Equal(["started"], Texts(await Store.ReadJournalAsync(Run(1), 0, 10)));
    }

    [Fact]
    public async Task Park_StaysUntilADecisionBringsItBack()
    {
        ClaimedItem claimed = await HoldNewAsync(Run(1));
        await ApplyAsync(Held(claimed, ["parked"], new Verb.Park()));
        await AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Empty((await ClaimAsync()).Items);
        await ApplyAsync(In(Run(1), Place.Parked, new Verb.Ready(Band.Started)));
        Assert.Equal(["r/1"], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Route_OfAReadyItem_CountsFromTheNextReady()
    {
        await StartAsync(Run(1));
        await ApplyAsync(In(Run(1), Place.Ready, new Verb.Route("other", 0, "")));
        Assert.Equal([new QueueState("q", 1)], await Store.ReadQueuesAsync(Partition));

        await ApplyAsync(In(Run(1), Place.Ready, new Verb.Ready(Band.New)));

        Assert.Equal([new QueueState("other", 1)], await Store.ReadQueuesAsync(Partition));
    }

    private sealed record InboxNumber(long Number, string Id);
}
