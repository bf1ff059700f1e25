using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

public abstract partial class FlowStoreConformance
{
    [Fact]
    public async Task Replace_ByTheHolder_BeginsTheJournalAnewAndKeepsInboxLogAndFields()
    {
        await StartAsync(Run(1));
        ClaimedItem held = await ClaimOneAsync();
        await PostAsync(1, "m");
        await ApplyAsync(Held(held, ["a", "b"], new Verb.Log(Run(1), BytesOf("line"))) with { Fields = [new("f", "v")] });

        CommitReply reply = await ApplyAsync(At(held, 3, ["new", "second"], new Verb.Replace(1), new Verb.Ready(Band.Started)));

        Assert.Equal((2, Place.Ready), (reply.Length, reply.Place));
        ClaimedItem again = await ClaimOneAsync();
        Assert.Equal((1, 2, 9L, 1L, "v"), (again.Header.Epoch, again.Header.Length, again.Header.Bytes, again.Header.Inbox, again.Header.Fields["f"]));
        Assert.Equal(["new", "second"], Texts(again.Events));
        Assert.Equal(["new", "second"], Texts(await Store.ReadJournalAsync(Run(1), 0, 10)));
        Assert.Equal(["m"], again.Messages.Select(m => m.Id));
        Assert.Single(await Store.ReadLogAsync(Run(1), 0, 10));
        Assert.Equal((held.Header.Created, held.Header.FirstClaimed), (again.Header.Created, again.Header.FirstClaimed));
        Assert.Equal(3, (await ApplyAsync(Held(again, ["third"]))).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Replace_IsRepeated_IsAlready(int events)
    {
        // With one event, the old journal and the new one are of the same length.
        ClaimedItem held = await HoldNewAsync(Run(1));
        Batch batch = Held(held, [.. Enumerable.Range(0, events).Select(i => $"new{i}")], new Verb.Replace(1), new Verb.Ready(Band.Started));
        await ApplyAsync(batch);
        string before = await DumpTextAsync();

        Assert.Equal((CommitResult.Already, events), ((await CommitAsync(batch)).Result, (await CommitAsync(batch)).Length));
        Assert.Equal(before, await DumpTextAsync());

        await ClaimOneAsync("w2");
        Assert.Equal(CommitResult.Stale, (await CommitAsync(batch)).Result);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, 2)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    public async Task Replace_UnderAnotherLeaseLengthOrEpoch_IsStale(int tokenOff, int lengthOff, int epoch)
    {
        ClaimedItem held = await HoldNewAsync(Run(1));
        Lease lease = held.Header.Lease with { Token = held.Header.Lease.Token + tokenOff };
        Batch batch = Held(held, ["new"], new Verb.Replace(epoch), new Verb.Ready(Band.Started)) with { Guard = new Guard.Held(lease, 1 + lengthOff) };

        Assert.Equal(CommitResult.Stale, (await CommitAsync(batch)).Result);
        Assert.Equal((0, 1), ((await HeaderAsync(Run(1))).Epoch, (await HeaderAsync(Run(1))).Length));
    }

    [Fact]
    public async Task Replace_ACommitOfTheOldJournalComesLate_IsRefused()
    {
        ClaimedItem held = await HoldNewAsync(Run(1));
        Batch late = Held(held, ["late", "too late"]);
        await ApplyAsync(Held(held, ["new"], new Verb.Replace(1), new Verb.Ready(Band.Started)));
        Assert.Equal(CommitResult.Stale, (await CommitAsync(late)).Result);
        await ClaimOneAsync();

        Assert.Equal(CommitResult.Stale, (await CommitAsync(late)).Result);
    }

    [Fact]
    public async Task Replace_AfterDeathsOfItsWorkers_ForgetsThem()
    {
        await HoldNewAsync(Run(1));
        await Store.DeclareDeadAsync(Partition, Worker("w1"));
        ClaimedItem held = await ClaimOneAsync("w2");
        Assert.Equal(1, held.Header.Deaths);

        await ApplyAsync(Held(held, ["new"], new Verb.Replace(1), new Verb.Ready(Band.Started)));

        Assert.Equal(0, (await HeaderAsync(Run(1))).Deaths);
    }

    [Fact]
    public async Task Replace_WithoutTheLeaseOrWithoutGivingItBack_IsAMistakeOfTheCaller()
    {
        ClaimedItem held = await HoldNewAsync(Run(1));
        string before = await DumpTextAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(Held(held, ["new"], new Verb.Replace(1))));
        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(In(Run(1), Place.Leased, new Verb.Replace(1), new Verb.Ready(Band.New))));
        Assert.Throws<InvalidOperationException>(() => new Verb.Child(Start(2, "f", "v") with { Verbs = [new Verb.Replace(1), new Verb.Ready(Band.New)] }));

        Assert.Equal(before, await DumpTextAsync());
    }

    private static Batch At(ClaimedItem held, int length, string[] events, params Verb[] verbs) =>
        Held(held, events, verbs) with { Guard = new Guard.Held(held.Header.Lease, length) };
}
