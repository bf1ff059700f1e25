using System.Globalization;
using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Decisions;

public sealed class LimitDecisionsTests
{
    private static readonly StoreTime Now = new(1_000_000);

    [Theory]
    [InlineData(null, null, "", "")]
    [InlineData(null, "2", "", "flow:f=2")]
    [InlineData("k", "2", "", "key:k=2")]
    [InlineData("k", "2", "flow:f", "key:k=2 flow:f=9")]
    [InlineData("k", "2", "key:k", "key:k=9")]
    [InlineData("k", null, "key:k flow:f", "key:k=9 flow:f=9")]
    [InlineData(null, null, "key:k step:f", "")]
    public void OfRun_FlowAndSettings_AreAskedInOrder(string? key, string? most, string set, string asked)
    {
        var settings = new LimitSettings(set.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(
            s => new Document("limit:" + s, 1, SettingDocuments.BodyOf(new LimitSpec { Concurrency = 9 }))));

        Assert.Equal(asked, string.Join(' ', LimitDecisions.OfRun(Header(key, most), settings).Select(l => $"{l.Name}={l.Spec.Concurrency}")));
    }

    [Fact]
    public void SpecOf_ARateIsSet_KeepsTheMostOfTheFlow()
    {
        var settings = new LimitSettings([new Document("limit:key:k", 1, SettingDocuments.BodyOf(new LimitSpec { Rate = new LimitRate(1, LimitUnit.Hour) }))]);

        LimitSpec spec = LimitDecisions.SpecOf(LimitName.Parse("key:k"), Header("k", "2"), settings)!;

        Assert.Equal((2, 1), (spec.Concurrency, spec.Rate!.Count));
    }

    [Theory]
    [InlineData(0, null, 30)]
    [InlineData(100, null, 60)]
    [InlineData(100_000, null, 600)]
    [InlineData(5, 7, 7)]
    [InlineData(5, 7_000, 600)]
    public void AskAgainIn_ByPosition_GrowsToItsEnd(int position, int? retryIn, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        LimitDecisions.AskAgainIn(new PermitReply(Now, false, position, retryIn is { } s ? Now.Plus(TimeSpan.FromSeconds(s)) : null, [])));

    [Fact]
    public void Wait_InAPartitionWithAnotherClock_LastsAsLong()
    {
        var there = new StoreTime(9_000_000_000);
        Decision decision = LimitDecisions.Wait(LimitName.Parse("key:k"), new PermitReply(there, false, 0, there.Plus(TimeSpan.FromSeconds(3)), []), ["m"], 4, Now);

        Assert.Equal([HeaderFields.Set(HeaderFields.Waits, "limit:key:k")], decision.Fields);
        Assert.Equal(new Verb.Sleep(4, Now.Plus(TimeSpan.FromSeconds(3)), Band.Started), decision.Verbs[^1]);
        Assert.Equal(["m"], Assert.IsType<Verb.Take>(decision.Verbs[0]).MessageIds);
    }

    [Fact]
    public void AtEnd_OnlyARunThatHasAsked_IsNoted()
    {
        Verb[] end = [new Verb.End(TimeSpan.Zero)];

        Assert.Same(end, LimitDecisions.AtEnd(Header(null, null), end));
        Assert.Equal(new Verb.List("release", true), LimitDecisions.AtEnd(Header(null, null, ("lim", "flow:f")), end)[0]);
        Assert.Single(LimitDecisions.AtEnd(Header(null, null, ("lim", "flow:f")), [new Verb.Ready(Band.New)]));
    }

    [Theory]
    [InlineData("limit:flow:f", null, true)]
    [InlineData("limit:key:k", null, true)]
    [InlineData("limit:step:s", null, false)]
    [InlineData("signal:s", null, false)]
    [InlineData(null, "2000000", false)]
    public void Deadline_OfARunThatWaitsToBegin_DoesNotRun(string? waits, string? began, bool isBefore)
    {
        ItemHeader header = Header(null, null, ("max", TimeSpan.FromSeconds(5).Ticks.ToString(CultureInfo.InvariantCulture)), ("wait", waits), ("began", began));

        Assert.Equal(isBefore, LimitDecisions.IsBeforeBegin(header));
        StoreTime from = began is null ? Now : new StoreTime(2_000_000);
        Assert.Equal(isBefore ? null : from.Plus(TimeSpan.FromSeconds(5)), EndingDecisions.Deadline(header));
    }

    private static ItemHeader Header(string? key, string? most, params (string Name, string? Value)[] more) => new()
    {
        Id = ItemId.FromStored("r"),
        Place = Place.Leased,
        Band = Band.New,
        Queue = "q",
        Priority = 0,
        Line = "",
        Lease = new Lease(5, new WorkerId("w")),
        Length = 1,
        Bytes = 1,
        Inbox = 0,
        Created = Now,
        FirstClaimed = Now,
        Nonce = "n",
        Fields = new (string Name, string? Value)[] { ("flow", "F"), ("key", key), ("most", most) }.Concat(more)
            .Where(f => f.Value is not null).ToDictionary(f => f.Name, f => f.Value!),
    };
}
