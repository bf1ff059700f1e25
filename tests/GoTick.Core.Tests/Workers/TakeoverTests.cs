using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class TakeoverTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Lease_Lapsed_AnotherWorkerGoesOnAndTheZombieIsRefused()
    {
        await using var rig = new WorkerRig();
        using var zombieGoesOn = new ManualResetEventSlim();
        int begun = 0;
        ItemId run = await rig.StartAsync(s =>
        {
            string first = s.Memo("first", () => "once");
            return first + s.Memo("second", () =>
            {
                int n = Interlocked.Increment(ref begun);
                if (n == 1)
                {
                    zombieGoesOn.Wait();
                }

                return n == 1 ? "-zombie" : "-heir";
            });
        });
        TestWorker zombie = await rig.StartWorkerAsync(o => o.Lease = Lease);
        await rig.UntilAsync(() => Volatile.Read(ref begun) == 1);
        zombie.Store.IsAway = true;
        await rig.StartWorkerAsync(o => o.Lease = Lease);

        string? output = await rig.OutputAsync(run);
        int length = (await rig.Memory.ReadHeaderAsync(run))!.Length;
        zombie.Store.IsAway = false;
        zombieGoesOn.Set();
        await rig.UntilAsync(() => zombie.Worker.Running == 0);

        Assert.Equal("once-heir", output);
        Assert.Equal(length, (await rig.Memory.ReadHeaderAsync(run))!.Length);
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(15, 20)]
    public async Task Lease_ShortBesideThePoll_IsTakenOverAllTheSame(int lease, int poll)
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "heir");
        await rig.Memory.ClaimAsync(Claims.Of("dead", "{}"u8.ToArray()) with { PresenceFor = TimeSpan.FromSeconds(lease), LeaseFor = TimeSpan.FromSeconds(lease) });

        await rig.StartWorkerAsync(o =>
        {
            o.Lease = TimeSpan.FromSeconds(lease);
            o.Poll = TimeSpan.FromSeconds(poll);
        });

        Assert.Equal("heir", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Worker_OnlyWritesFail_TellsTheOutageOnceUntilTheyPass()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Memo("large", () => "x"));
        var full = new FaultyStore(rig.Memory) { Plan = (kind, _) => kind == "commit" ? Fault.Lost : Fault.None }; // a full disk: small writes pass
        TestWorker worker = await rig.StartWorkerAsync(store: full);

        await rig.UntilAsync(() => worker.Worker.Outage is not null);
        int claims = worker.Store.Count("claim");
        await rig.UntilAsync(() => worker.Store.Count("claim") > claims + 3);
        Assert.NotNull(worker.Worker.Outage);
        worker.Store.Plan = (_, _) => Fault.None;

        Assert.Equal("x", await rig.OutputAsync(run));
        await rig.UntilAsync(() => worker.Worker.Outage is null);
    }
}
