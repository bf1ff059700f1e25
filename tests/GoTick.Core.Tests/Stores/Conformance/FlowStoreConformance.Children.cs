using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

public abstract partial class FlowStoreConformance
{
    [Fact]
    public async Task Child_OfAHeldItem_IsMadeInTheSameCommitWithItsOwnEventsFieldsAndVerbs()
    {
        ClaimedItem parent = await HoldNewAsync(Run(1));

        CommitReply reply = await ApplyAsync(Held(parent, ["started a child"], new Verb.Child(Start(2, "f", "v")), new Verb.Sleep(0, null, Band.Started)));

        Assert.Equal((2, Place.Waiting), (reply.Length, reply.Place));
        ClaimedItem child = await ClaimOneAsync();
        Assert.Equal((Run(2), "c", 1, "v"), (child.Header.Id, child.Header.Nonce, child.Header.Length, child.Header.Fields["f"]));
        Assert.Equal(["child"], Texts(child.Events));
        Assert.Equal("r/2", (await Store.ReadIndexAsync(Partition, "i", null, 1))[0].Item.Text);
        Assert.True(child.Header.Created > parent.Header.Created);
    }

    [Fact]
    public async Task Child_ThatExists_IsPassedOverAndTheRestIsDone()
    {
        await StartAsync(Run(2), new Verb.Park());
        ClaimedItem parent = await HoldNewAsync(Run(1));

        CommitReply reply = await ApplyAsync(Held(parent, ["x"], new Verb.Child(Start(2, "f", "v")), new Verb.List("after", true)));

        Assert.Equal(2, reply.Length);
        Assert.Equal((Place.Parked, "n", 1), ((await HeaderAsync(Run(2))).Place, (await HeaderAsync(Run(2))).Nonce, (await HeaderAsync(Run(2))).Length));
        Assert.Empty((await HeaderAsync(Run(2))).Fields);
        Assert.Equal(Run(1), Assert.Single(await Store.ReadIndexAsync(Partition, "after", null, 5)).Item);
    }

    [Fact]
    public async Task Child_OfAChild_IsMadeToo()
    {
        Batch middle = Start(2, "f", "v") with { Verbs = [new Verb.Child(Start(3, "g", "w")), new Verb.Park()] };

        await StartAsync(Run(1), new Verb.Child(middle), new Verb.Park());

        Assert.Equal(
            [(Run(1), Place.Parked), (Run(2), Place.Parked), (Run(3), Place.Ready)],
            (await DumpAsync(Store)).Items.Select(i => (i.Header.Id, i.Header.Place)));
    }

    [Fact]
    public async Task Child_TheBatchIsRepeated_IsNotMadeAgain()
    {
        ClaimedItem parent = await HoldNewAsync(Run(1));
        Batch batch = Held(parent, ["x"], new Verb.Child(Start(2, "f", "v")));
        await ApplyAsync(batch);
        string before = await DumpTextAsync();

        Assert.Equal(CommitResult.Already, (await CommitAsync(batch)).Result);
        Assert.Equal(before, await DumpTextAsync());
    }

    [Fact]
    public async Task Child_HoldsATextThatIsMissing_RefusesTheWholeBatch()
    {
        ClaimedItem parent = await HoldNewAsync(Run(1));
        Batch child = Start(2, "f", "v") with { Verbs = [new Verb.BlobHold("none"), new Verb.Ready(Band.New)] };

        Assert.Equal(CommitResult.BlobMissing, (await CommitAsync(Held(parent, ["x"], new Verb.Child(child)))).Result);
        Assert.Null(await Store.ReadHeaderAsync(Run(2)));

        await Store.PutBlobAsync(Partition, "none", Bytes("text"));
        await ApplyAsync(Held(parent, ["x"], new Verb.Child(child)));
        Assert.Equal(("none", 1), Assert.Single((await DumpAsync(Store)).Blobs));
    }

    [Fact]
    public void Child_UnderAnotherGuard_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Verb.Child(new Batch { Item = Run(2), Guard = new Guard.In(Place.Ready) }));

    private static Batch Start(int item, string field, string value) => new()
    {
        Item = Run(item),
        Guard = new Guard.Absent("c"),
        Events = BytesOf("child"),
        Fields = [new(field, value)],
        Verbs = [new Verb.List("i", true), new Verb.Route("q", 0, ""), new Verb.Ready(Band.New)],
    };
}
