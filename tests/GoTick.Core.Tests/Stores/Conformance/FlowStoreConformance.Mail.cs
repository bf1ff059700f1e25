using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

public abstract partial class FlowStoreConformance
{
    [Fact]
    public async Task Mail_AMessageCameToALeasedItem_IsToldUntilItIsTaken()
    {
        ClaimedItem held = await HoldNewAsync(Run(1));
        await PostAsync(1, "m");

        Assert.Equal([Run(1)], (await ClaimAsync(max: 0)).Mail);
        Assert.Equal([Run(1)], (await ClaimAsync()).Mail);
        await ApplyAsync(Held(held, ["took it"], new Verb.Take(["m"])));

        Assert.Empty((await ClaimAsync(max: 0)).Mail);
        Assert.Empty((await DumpAsync(Store)).Mail);
    }

    [Fact]
    public async Task Mail_TheItemWasGivenBack_IsDropped()
    {
        ClaimedItem held = await HoldNewAsync(Run(1));
        await PostAsync(1, "m");
        await ApplyAsync(Held(held, [], new Verb.Park()));

        Assert.Empty((await ClaimAsync(max: 0)).Mail);
        Assert.Empty((await DumpAsync(Store)).Mail);
    }

    [Theory]
    [InlineData(Place.Ready)]
    [InlineData(Place.Waiting)]
    [InlineData(Place.Parked)]
    public async Task Mail_AMessageCameToAnItemThatIsNotLeased_ThereIsNone(Place place)
    {
        ClaimedItem held = await HoldNewAsync(Run(1));
        Verb move = place switch { Place.Ready => new Verb.Ready(Band.New), Place.Parked => new Verb.Park(), _ => new Verb.Sleep(0, null, Band.New) };
        await ApplyAsync(Held(held, [], move));
        await PostAsync(1, "m");

        Assert.Empty((await DumpAsync(Store)).Mail);
    }

    [Fact]
    public async Task Mail_TheLeaseWasTakenByForce_IsToldOnce()
    {
        await HoldNewAsync(Run(1));
        await Store.ClaimItemAsync(new ItemClaimRequest { Item = Run(1), Worker = Worker("w2"), LeaseFor = LeaseFor, Force = true });

        Assert.Equal([Run(1)], (await ClaimAsync(max: 0)).Mail);
        Assert.Empty((await ClaimAsync(max: 0)).Mail);
        Assert.Empty((await DumpAsync(Store)).Mail);
    }

    [Fact]
    public async Task Mail_TheClaimIsAskedAgain_IsToldAgain()
    {
        await HoldNewAsync(Run(1));
        await Store.ClaimItemAsync(new ItemClaimRequest { Item = Run(1), Worker = Worker("w2"), LeaseFor = LeaseFor, Force = true });

        Assert.Equal([Run(1)], (await ClaimAsync(max: 0, sequence: 7)).Mail);
        Assert.Equal([Run(1)], (await ClaimAsync(max: 0, sequence: 7)).Mail);
        Assert.Empty((await ClaimAsync(max: 0, sequence: 8)).Mail);
    }

    [Fact]
    public async Task Mail_TheHolderForcesItsOwnItem_ThereIsNone()
    {
        await HoldNewAsync(Run(1));
        await Store.ClaimItemAsync(new ItemClaimRequest { Item = Run(1), Worker = Worker("w1"), LeaseFor = LeaseFor, Force = true });

        Assert.Empty((await DumpAsync(Store)).Mail);
    }

    [Fact]
    public async Task Mail_TheGateOfLeasedBranchesIsClosed_TheirWorkersAreTold()
    {
        string gate = await OpenAsync(total: 3, limit: 3);
        ClaimedItem first = Assert.Single((await ClaimAsync("w2", 1, ["b"])).Items);
        ClaimedItem second = Assert.Single((await ClaimAsync("w3", 1, ["b"])).Items);
        await ApplyAsync(In(Run(1), Place.Waiting, new Verb.GateClose(gate)));

        Assert.Equal([first.Header.Id], (await ClaimAsync("w2", 0)).Mail);
        Assert.Equal([second.Header.Id], (await ClaimAsync("w3", 0)).Mail);
    }

    [Fact]
    public async Task Mail_ALeasedItemIsRemovedOrMovedBySomebodyElse_ItsWorkerIsTold()
    {
        await HoldNewAsync(Run(1));
        await HoldNewAsync(Run(2));
        await ApplyAsync(In(Run(1), Place.Leased, new Verb.Remove()));
        await ApplyAsync(In(Run(2), Place.Leased, new Verb.Ready(Band.Started)));

        Assert.Equal([Run(1), Run(2)], (await ClaimAsync(max: 0)).Mail);
    }

    [Fact]
    public async Task Mail_TheLeaseIsOver_ThereIsNone()
    {
        await HoldNewAsync(Run(1));
        for (int i = 0; i < 4; i++)
        {
            await AdvanceAsync(LeaseFor / 3);
            await ClaimAsync("w2", max: 0); // swept often enough, leases are not extended
        }

        Assert.Equal(Place.Ready, (await HeaderAsync(Run(1))).Place);
        Assert.Empty((await DumpAsync(Store)).Mail);
    }

    [Fact]
    public async Task Mail_OfAWorkerThatIsNotPresent_IsNotKept()
    {
        await StartAsync(Run(1));
        await Store.ClaimItemAsync(new ItemClaimRequest { Item = Run(1), Worker = Worker("command"), LeaseFor = LeaseFor });
        await PostAsync(1, "m");

        Assert.Empty((await DumpAsync(Store)).Mail);
    }

    [Fact]
    public async Task Mail_TheWorkerIsDeclaredDead_GoesWithIt()
    {
        await HoldNewAsync(Run(1));
        await PostAsync(1, "m");
        await Store.DeclareDeadAsync(Partition, Worker("w1"));

        Assert.Empty((await DumpAsync(Store)).Mail);
        Assert.Empty((await ClaimAsync(max: 0)).Mail);
    }

    [Fact]
    public async Task Mail_Comes_ItsWorkerIsWoken()
    {
        var woken = new SemaphoreSlim(0);
        await using IAsyncDisposable listening = await Store.ListenAsync(Worker("w1"), () => woken.Release());
        await HoldNewAsync(Run(1)); // asked for one item and got it: it is not among the idle

        await PostAsync(1, "m");

        Assert.True(await woken.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Claim_OfNoItems_BringsThoseOfTheControlBand()
    {
        for (int i = 1; i <= StoreLimits.ControlAtOnce + 1; i++)
        {
            await StartAsync(Run(i), new Verb.Route("q", 0, ""), new Verb.Ready(Band.Control));
        }

        await StartAsync(Run(20), new Verb.Route("q", 0, ""), new Verb.Ready(Band.Started));

        Assert.Equal(StoreLimits.ControlAtOnce, (await ClaimAsync(max: 0)).Items.Count);
        Assert.Single((await ClaimAsync(max: 0)).Items);
        Assert.Empty((await ClaimAsync(max: 0)).Items);
        Assert.Equal(["r/20"], await ClaimIdsAsync());
    }

    private async Task PostAsync(int item, string id) =>
        await ApplyAsync(In(Run(item), (await HeaderAsync(Run(item))).Place, new Verb.Post(Run(item), id, Bytes(id))));
}
