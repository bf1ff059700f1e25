using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>How many calls work costs, and how many idleness.</summary>
public sealed class CallTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    public async Task Run_OfNSteps_CostsOneCallAStepBesideItsClaimAndItsEnd(int steps)
    {
        await using var rig = new WorkerRig();
        Func<Script, string?> flow = s =>
        {
            for (int i = 0; i < steps; i++)
            {
                s.Task("step", _ => s.Journal.Log(new StreamRecord { Stream = StreamKind.Host, Text = "x", Time = s.Journal.StoreTime }));
            }

            return "end";
        };
        TestWorker worker = await rig.StartWorkerAsync();
        await rig.OutputAsync(await rig.StartAsync(flow, "first")); // reads the text, which is kept
        int documents = worker.Store.Count("document");
        int commits = worker.Store.Count("commit"), texts = worker.Store.Count("text"), reads = worker.Store.Count("read");

        await rig.OutputAsync(await rig.StartAsync(flow, "second"));

        Assert.Equal(steps + 1, worker.Store.Count("commit") - commits);
        Assert.Equal(0, worker.Store.Count("read") - reads + worker.Store.Count("text") - texts);
        Assert.Equal(0, worker.Store.Count("permit") + worker.Store.Count("document") - documents); // nothing is limited
    }

    [Fact]
    public async Task Idle_Worker_CallsAtMostTwiceASecond()
    {
        // Real threads, false time: ten minutes pass in turns of half a second.
        await using var rig = new WorkerRig();
        TestWorker worker = await rig.StartWorkerAsync();
        await rig.UntilAsync(() => worker.Store.Count("claim") > 0);
        int before = worker.Store.CountAll() - worker.Store.Count("claim");
        for (int i = 0; i < 1_200; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Yield();
        }

        // Claims are one a poll by the dispatcher; what the other actors do, comes on top.
        int others = worker.Store.CountAll() - worker.Store.Count("claim") - before;
        Assert.True(others <= 600, $"{others} calls in 600 s");
    }

    [Fact]
    public async Task Idle_Dispatcher_ClaimsOnceAPollAndDoesNotSpin()
    {
        // Time stands still, so not one poll is due: any claim but the first would be a spinning dispatcher.
        await using var rig = new WorkerRig();
        TestWorker worker = await rig.StartWorkerAsync();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Sleep(TimeSpan.FromSeconds(1));
            return null;
        });
        await rig.UntilAsync(async () => (await rig.Memory.ReadHeaderAsync(run))!.Place == Place.Waiting);
        StoreTime due = (await rig.Memory.ReadHeaderAsync(run))!.WakeAt!.Value;
        rig.Time.Advance(due.Since(StoreTime.From(rig.Time.GetUtcNow())) - TimeSpan.FromMicroseconds(500));
        worker.Store.Wake();
        await WorkerRig.StandingStillAsync(() => worker.Store.Count("claim") > 1);
        int claims = worker.Store.Count("claim");
        for (int i = 0; i < 50; i++)
        {
            await Task.Delay(1);
        }

        Assert.InRange(worker.Store.Count("claim") - claims, 0, 2);
    }

    [Fact]
    public async Task Claim_FullHouse_AsksForNoMoreThanItHasSlots()
    {
        await using var rig = new WorkerRig();
        using var goOn = new ManualResetEventSlim();
        TestWorker worker = await rig.StartWorkerAsync(o => o.Concurrency = 3);
        await rig.PublishAsync("flow", _ =>
        {
            goOn.Wait();
            return null;
        });
        for (int i = 0; i < 10; i++)
        {
            await rig.Client.StartAsync(new StartRequest { Flow = "flow" });
        }

        await rig.UntilAsync(() => rig.Executor.Running == 3);
        await rig.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(3, worker.Worker.Running);
        Assert.Equal(7, (await rig.Client.ListQueuesAsync()).Single().Ready);
        goOn.Set();
        await rig.UntilAsync(async () => await rig.Client.ListRunsAsync().AllAsync(r => r.Status == RunStatus.Completed));
    }

    [Fact]
    public async Task Claim_AnswerLostForLong_CountsTheLeaseFromWhenItBegan()
    {
        await using var rig = new WorkerRig();
        bool begun = false;
        using var goOn = new ManualResetEventSlim();
        var store = new FaultyStore(rig.Memory);
        store.Plan = (kind, n) => kind != "claim" ? Fault.None : n == 1 ? Fault.AnswerLost : n < 48 ? Fault.Lost : Fault.None;
        await rig.StartAsync(_ =>
        {
            begun = true;
            goOn.Wait();
            return null;
        });
        TestWorker worker = await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(60), store);
        await rig.UntilAsync(() => begun);

        // Most of the lease was over when the item came, so it is renewed at once and not after a third of a lease. Nothing was held before: the first
        // renewal ever is this one, and on a slow machine it may be over by now.
        await rig.PassAsync(TimeSpan.FromSeconds(5.1));
        await WorkerRig.StandingStillAsync(() => worker.Store.Count("renew") > 0);
        goOn.Set();
    }
}
