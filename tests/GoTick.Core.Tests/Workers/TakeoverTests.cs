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
        await rig.Memory.ClaimAsync(Request("dead", "{}"u8.ToArray()) with { PresenceFor = TimeSpan.FromSeconds(lease), LeaseFor = TimeSpan.FromSeconds(lease) });

        await rig.StartWorkerAsync(o =>
        {
            o.Lease = TimeSpan.FromSeconds(lease);
            o.Poll = TimeSpan.FromSeconds(poll);
        });

        Assert.Equal("heir", await rig.OutputAsync(run));
    }

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
    public async Task Worker_OnlyWritesFail_TellsTheOutageOnceUntilTheyPass()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Memo("large", () => "x"));
        TestWorker worker = await rig.StartWorkerAsync();
        worker.Store.Plan = (kind, _) => kind == "commit" ? Fault.Lost : Fault.None; // a full disk: small writes pass

        await rig.UntilAsync(() => worker.Worker.Outage is not null);
        int claims = worker.Store.Count("claim");
        await rig.UntilAsync(() => worker.Store.Count("claim") > claims + 3);
        Assert.NotNull(worker.Worker.Outage);
        worker.Store.Plan = (_, _) => Fault.None;

        Assert.Equal("x", await rig.OutputAsync(run));
        await rig.UntilAsync(() => worker.Worker.Outage is null);
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

    [Fact]
    public async Task Sweeper_DeadProcessOfThisMachine_ItsItemsAreTakenOverAtOnce()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "done");
        WorkerRecord here = WorkerRecord.OfThisProcess(new WorkerOptions(), rig.Time.GetUtcNow());
        await ClaimAsync(rig, "dead", here with { ProcessId = int.MaxValue });
        await ClaimAsync(rig, "alive", here);
        Assert.Equal(Place.Leased, (await rig.Memory.ReadHeaderAsync(run))!.Place);

        await rig.StartWorkerAsync();

        Assert.Equal("done", await rig.OutputAsync(run));
        Assert.DoesNotContain(await rig.Client.ListWorkersAsync(), w => w.Id.Text == "dead");
        Assert.Contains(await rig.Client.ListWorkersAsync(), w => w.Id.Text == "alive");
    }

    [Theory]
    [InlineData("elsewhere", null)]
    [InlineData(null, "another boot")]
    public async Task Sweeper_WorkerOfAnotherMachineOrBoot_IsLeftToItsLease(string? machine, string? boot)
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "done");
        WorkerRecord here = WorkerRecord.OfThisProcess(new WorkerOptions(), rig.Time.GetUtcNow());
        await ClaimAsync(rig, "other", here with { ProcessId = int.MaxValue, Machine = machine ?? here.Machine, Boot = boot ?? here.Boot });

        await rig.StartWorkerAsync();

        Assert.Equal(Place.Leased, (await rig.Memory.ReadHeaderAsync(run))!.Place);
    }

    [Fact]
    public async Task Sweeper_WallClockWasSet_TheLivingAreLeftAlone()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "done");
        WorkerRecord here = WorkerRecord.OfThisProcess(new WorkerOptions(), rig.Time.GetUtcNow());
        Assert.SkipWhen(here.ProcessTicks is null, "the kernel does not count from boot here");
        await ClaimAsync(rig, "alive", here with { ProcessStarted = here.ProcessStarted.AddHours(-1) });

        await rig.StartWorkerAsync();

        Assert.Equal(Place.Leased, (await rig.Memory.ReadHeaderAsync(run))!.Place);
    }

    [Fact]
    public async Task Sweeper_ProcessIdUsedAgain_ItsItemsAreTakenOver()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "done");
        WorkerRecord here = WorkerRecord.OfThisProcess(new WorkerOptions(), rig.Time.GetUtcNow());
        await ClaimAsync(rig, "dead", here with { ProcessStarted = here.ProcessStarted.AddHours(-1), ProcessTicks = here.ProcessTicks - 1_000 });

        await rig.StartWorkerAsync();

        Assert.Equal("done", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Sweeper_UnreadablePresence_IsPassedOver()
    {
        await using var rig = new WorkerRig();
        await rig.Memory.ClaimAsync(Request("newer", "not json"u8.ToArray()));

        await rig.StartWorkerAsync();

        Assert.Contains(await rig.Client.ListWorkersAsync(), w => w is { Id.Text: "newer", Record: null });
    }

    private static async Task ClaimAsync(WorkerRig rig, string worker, WorkerRecord record) =>
        await rig.Memory.ClaimAsync(Request(worker, record.ToBytes()));

    private static ClaimRequest Request(string worker, byte[] presence) => new()
    {
        Partition = 0,
        Worker = new WorkerId(worker),
        Presence = presence,
        PresenceFor = TimeSpan.FromHours(1),
        Queues = [FlowSettings.DefaultQueue],
        Max = 1,
        Sequence = 1,
        LeaseFor = TimeSpan.FromHours(1),
    };
}
