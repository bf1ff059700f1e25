using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class LeaseKeeperTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task LeaseKeeper_StoreAwayForALease_StopsThePassBeforeAnotherHasIt()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromMilliseconds(50) };
        DateTimeOffset? stopped = null;
        bool begun = false;
        ItemId run = await rig.StartAsync(s => s.Memo("long", () =>
        {
            if (!begun)
            {
                begun = true;
                s.Stop.WaitHandle.WaitOne();
                stopped = rig.Time.GetUtcNow();
                s.Stop.ThrowIfCancellationRequested();
            }

            return "done";
        }));
        TestWorker worker = await rig.StartWorkerAsync(o => o.Lease = Lease);
        await rig.UntilAsync(() => begun);
        StoreTime until = (await rig.Memory.ReadHeaderAsync(run))!.LeaseUntil!.Value;
        worker.Store.IsAway = true;
        await rig.UntilAsync(() => stopped is not null);
        worker.Store.IsAway = false;

        Assert.True(stopped < until.ToDateTimeOffset(), $"It stopped at {stopped}, its lease ended at {until.ToDateTimeOffset()}.");
        Assert.Equal("done", await rig.OutputAsync(run));
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task LeaseKeeper_StoreAndWorkerAsleepForLeases_GoesOnWithTheBlock(int looksThatFail)
    {
        await using var rig = new WorkerRig();
        using var goOn = new ManualResetEventSlim();
        int begun = 0;
        ItemId run = await rig.StartAsync(s => s.Memo("long", () =>
        {
            Interlocked.Increment(ref begun);
            goOn.Wait(s.Stop);
            return "done";
        }));
        TestWorker worker = await rig.StartWorkerAsync(o => o.Lease = Lease);
        await rig.UntilAsync(() => Volatile.Read(ref begun) == 1);

        bool isFailing = looksThatFail > 0;
        worker.Store.Plan = (kind, _) => kind == "renew" && isFailing ? Fault.Lost : Fault.None;
        await RenewalAfterAsync(4 * Lease);
        for (int i = 0; i < looksThatFail; i++)
        {
            isFailing = i < looksThatFail - 1;
            await RenewalAfterAsync(Lease / 12);
        }

        await rig.PassAsync(Lease / 3);
        goOn.Set();

        Assert.Equal("done", await rig.OutputAsync(run));
        Assert.Equal((1, 0), (begun, (await rig.Memory.ReadHeaderAsync(run))!.Deaths));
        await rig.CheckAsync();

        async Task RenewalAfterAsync(TimeSpan time)
        {
            int before = worker.Store.Count("renew");
            await rig.PassAsync(time);
            await WorkerRig.StandingStillAsync(() => worker.Store.Count("renew") > before);
        }
    }

    [Fact]
    public async Task LeaseKeeper_RenewalHangs_StopsThePassAllTheSame()
    {
        await using var rig = new WorkerRig();
        var hang = new TaskCompletionSource();
        bool begun = false, stopped = false;
        await rig.StartAsync(s => s.Memo("long", () =>
        {
            begun = true;
            s.Stop.WaitHandle.WaitOne();
            stopped = true;
            throw new OperationCanceledException();
        }));
        TestWorker worker = await rig.StartWorkerAsync(o => o.Lease = Lease);
        await rig.UntilAsync(() => begun);
        worker.Store.Before = kind => kind is "renew" ? hang.Task : Task.CompletedTask;

        await rig.UntilAsync(() => stopped);
        rig.Executor.Scripts["flow"] = _ => "end";
        hang.SetResult();
    }

    [Fact]
    public async Task LeaseKeeper_StoreAwayAndEveryLookLate_StopsThePassAllTheSame()
    {
        await using var rig = new WorkerRig();
        bool begun = false, stopped = false;
        await rig.StartAsync(s => s.Memo("long", () =>
        {
            if (begun)
            {
                return "done";
            }

            begun = true;
            s.Stop.WaitHandle.WaitOne();
            stopped = true;
            throw new OperationCanceledException();
        }));
        TestWorker worker = await rig.StartWorkerAsync(o => o.Lease = Lease);
        await rig.UntilAsync(() => begun);
        worker.Store.IsAway = true;
        rig.Turn = 0.4 * Lease;

        await rig.UntilAsync(() => stopped);
    }

    [Fact]
    public async Task LeaseKeeper_RenewalsOfOnePartitionHang_TheOthersKeepTheirs()
    {
        await using var rig = new WorkerRig();
        var hang = new TaskCompletionSource();
        using var goOn = new ManualResetEventSlim();
        bool isFarStopped = false;
        int begun = 0, near = 0;
        await rig.PublishAsync("far", s => s.Memo("long", () =>
        {
            if (Interlocked.Increment(ref begun) > 2)
            {
                return "again";
            }

            s.Stop.WaitHandle.WaitOne();
            isFarStopped = true;
            throw new OperationCanceledException();
        }));
        await rig.PublishAsync("near", s => s.Memo("long", () =>
        {
            Interlocked.Increment(ref begun);
            Interlocked.Increment(ref near);
            goOn.Wait(s.Stop);
            return "done";
        }));
        await rig.Client.StartAsync(new StartRequest { Flow = "far", Id = ItemId.ParseRoot("far") });
        ItemId run = (await rig.Client.StartAsync(new StartRequest { Flow = "near", Id = ItemId.ParseRoot("near") })).Id;
        await rig.StartWorkerAsync(o => o.Lease = Lease, new FaultyStore(FarPartition.Over(rig.Memory, hang.Task)));
        await rig.UntilAsync(() => Volatile.Read(ref begun) == 2);

        await rig.UntilAsync(() => isFarStopped);
        await rig.PassAsync(Lease / 12);
        DateTimeOffset later = rig.Time.GetUtcNow() + (2 * Lease);
        await rig.UntilAsync(() => rig.Time.GetUtcNow() >= later);
        goOn.Set();

        string? output = await rig.OutputAsync(run);
        hang.SetResult();
        Assert.Equal(("done", 1), (output, near));
    }

    [Fact]
    public async Task LeaseKeeper_LeaseTakenAway_StopsThePass()
    {
        await using var rig = new WorkerRig();
        int begun = 0;
        DateTimeOffset? stopped = null;
        ItemId run = await rig.StartAsync(s => s.Memo("long", () =>
        {
            if (Interlocked.Increment(ref begun) == 1)
            {
                s.Stop.WaitHandle.WaitOne();
                stopped = rig.Time.GetUtcNow();
                s.Stop.ThrowIfCancellationRequested();
            }

            return "heir";
        }));
        TestWorker worker = await rig.StartWorkerAsync(o => o.Lease = 4 * Lease);
        await rig.UntilAsync(() => Volatile.Read(ref begun) == 1);
        DateTimeOffset taken = rig.Time.GetUtcNow();
        await rig.Memory.DeclareDeadAsync(0, worker.Worker.Id);

        await rig.UntilAsync(() => stopped is not null);

        // At the next renewal, and not only when its lease would have ended.
        Assert.InRange(stopped!.Value - taken, TimeSpan.Zero, 3 * Lease);

        Assert.Equal("heir", await rig.OutputAsync(run));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task LeaseKeeper_LongStep_KeepsTheLeaseForManyLeases()
    {
        await using var rig = new WorkerRig();
        using var goOn = new ManualResetEventSlim();
        int begun = 0;
        ItemId run = await rig.StartAsync(s => s.Memo("long", () =>
        {
            Interlocked.Increment(ref begun);
            goOn.Wait();
            return "done";
        }));
        TestWorker worker = await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromMinutes(1));
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromMinutes(1));
        await rig.UntilAsync(() => Volatile.Read(ref begun) == 1);

        int renewals = worker.Store.Count("renew") + 12;
        await rig.UntilAsync(() => rig.Workers.Max(w => w.Store.Count("renew")) >= renewals);
        goOn.Set();

        Assert.Equal("done", await rig.OutputAsync(run));
        Assert.Equal(1, begun);
    }
}
