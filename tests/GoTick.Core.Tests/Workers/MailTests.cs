using System.Reflection;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Tests.Stores.Cluster;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>A worker hears what happens to its items behind its back.</summary>
public sealed class MailTests
{
    private static readonly TimeSpan LongLease = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task ItemIsTakenByForce_NoSlotIsFreeAndNoWakeIsHeard_IsStoppedAtTheNextPoll()
    {
        await using var rig = new WorkerRig();
        IFlowStore deaf = DispatchProxy.Create<IFlowStore, DeafStore>();
        ((DeafStore)(object)deaf).Inner = rig.Memory;
        await rig.StartWorkerAsync(o => (o.Concurrency, o.Lease) = (1, LongLease), new FaultyStore(deaf));
        using ManualResetEventSlim stopped = await StepThatIsTakenAsync(rig);

        // Far less than until the next renewal.
        for (int i = 0; i < 5_000 && !stopped.IsSet; i++)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.True(stopped.IsSet);
    }

    [Fact]
    public async Task ItemIsTakenByForce_NoSlotIsFree_IsStoppedBeforeTheNextPoll()
    {
        await using var rig = new WorkerRig();
        await rig.StartWorkerAsync(o => (o.Concurrency, o.Lease) = (1, LongLease));
        using ManualResetEventSlim stopped = await StepThatIsTakenAsync(rig);

        rig.Time.Advance(TimeSpan.FromMilliseconds(60));

        await WorkerRig.StandingStillAsync(() => stopped.IsSet);
    }

    /// <summary>A run whose step goes on until it is stopped, taken away from its worker.</summary>
    private static async Task<ManualResetEventSlim> StepThatIsTakenAsync(WorkerRig rig)
    {
        var stopped = new ManualResetEventSlim();
        bool hasBegun = false;
        ItemId run = await rig.StartAsync(s =>
        {
            s.Task("long", _ =>
            {
                Volatile.Write(ref hasBegun, true);
                s.Stop.WaitHandle.WaitOne();
                stopped.Set();
                s.Stop.ThrowIfCancellationRequested();
            });
            return null;
        });
        await rig.UntilAsync(() => Volatile.Read(ref hasBegun));
        var taken = new ItemClaimRequest { Item = run, Worker = new WorkerId("command"), LeaseFor = TimeSpan.FromHours(1), Force = true };
        Assert.NotNull((await rig.Memory.ClaimItemAsync(taken)).Item);
        return stopped;
    }
}
