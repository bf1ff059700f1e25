using System.Collections.Concurrent;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class WaitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(250)]
    [InlineData(90_000)]
    public async Task Sleep_OfAnyLength_IsOverAtItsTimeAndNeverBefore(int milliseconds)
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromMicroseconds(1) };
        DateTimeOffset woken = default;
        ItemId run = await rig.StartAsync(s =>
        {
            s.Sleep(TimeSpan.FromMilliseconds(milliseconds));
            woken = rig.Time.GetUtcNow();
            Assert.Equal(s.Journal.LogicalTime, Due(rig, ItemId.FromStored("run")).ToDateTimeOffset());
            return "over";
        });
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => (await rig.Memory.ReadHeaderAsync(run))!.Place == Place.Waiting);
        StoreTime due = Due(rig, run);

        // One microsecond before, nothing happens, however often the worker looks.
        rig.Time.Advance(due.Since(StoreTime.From(rig.Time.GetUtcNow())) - TimeSpan.FromMicroseconds(1));
        int claims = rig.Workers[0].Store.Count("claim") + 3;
        while (rig.Workers[0].Store.Count("claim") < claims)
        {
            await rig.PassAsync(TimeSpan.Zero);
        }

        Assert.Equal(Place.Waiting, (await rig.Memory.ReadHeaderAsync(run))!.Place);
        Assert.Equal("over", await rig.OutputAsync(run));
        Assert.True(woken >= due.ToDateTimeOffset());
    }

    [Fact]
    public async Task Sleep_OnAnotherwiseIdleWorker_WakesWithoutBeingCalled()
    {
        // Real time here: nobody calls the worker, and its next poll is a minute away. Only the timer that the run set can wake it.
        var store = new FaultyStore(new GoTick.Core.Stores.Memory.MemoryStore());
        var executor = new ScriptedExecutor();
        executor.Scripts["flow"] = s =>
        {
            s.Sleep(TimeSpan.FromMilliseconds(40));
            s.Sleep(TimeSpan.FromMilliseconds(40));
            return "over";
        };
        await using var client = new TickClient(store);
        FlowVersion version = FlowVersion.Of(new FlowFile("flow.ps1", "#"), []);
        await client.PublishAsync(new FlowDefinition { Name = "flow", Version = version.Hash }, version);
        var options = new GoTick.Core.Workers.WorkerOptions { ParkUpTo = TimeSpan.Zero, Poll = TimeSpan.FromMinutes(1), Concurrency = 4 };
        await using GoTick.Core.Workers.Worker worker = await GoTick.Core.Workers.Worker.StartAsync(client, executor, options);
        StartResult run = await client.StartAsync(new GoTick.Core.Execution.StartRequest { Flow = "flow" });

        RunView? view = await client.WaitAsync(run.Id, TimeSpan.FromSeconds(30));

        Assert.Equal(RunStatus.Completed, view?.Status);
    }

    [Fact]
    public async Task Sleep_DueWhileAllSlotsAreTaken_IsHandedToAnIdleWorker()
    {
        await using var rig = new WorkerRig();
        using var goOn = new ManualResetEventSlim();
        await rig.PublishAsync("busy", _ =>
        {
            goOn.Wait();
            return null;
        });
        ItemId run = await rig.StartAsync(s =>
        {
            s.Sleep(TimeSpan.FromSeconds(30));
            return "over";
        });
        await rig.StartWorkerAsync(o => (o.Concurrency, o.Poll) = (1, TimeSpan.FromMinutes(1)));
        await rig.UntilAsync(async () => (await rig.Memory.ReadHeaderAsync(run))!.Place == Place.Waiting);
        await rig.StartWorkerAsync(o => (o.Queues, o.Poll) = (["default"], TimeSpan.FromMinutes(1)));
        await rig.Client.StartAsync(new Core.Execution.StartRequest { Flow = "busy" });
        await rig.UntilAsync(() => rig.Executor.Running == 1);

        // Only the busy worker looks at its timers; the idle one is called when it has swept them.
        int claims = rig.Workers[0].Store.Count("claim");
        rig.Time.Advance(TimeSpan.FromSeconds(31));
        await WorkerRig.StandingStillAsync(() =>
        {
            rig.Workers[0].Store.Wake();
            return rig.JournalAsync(run).Result.OfType<RunCompleted>().Any();
        });
        Assert.True(rig.Workers[0].Store.Count("claim") > claims);
        goOn.Set();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sleep_UpToTwentyMilliseconds_IsSpentInTheSlot(bool isParked)
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromMilliseconds(1) };
        int passes = 0;
        ItemId run = await rig.StartAsync(s =>
        {
            Interlocked.Increment(ref passes);
            s.Sleep(TimeSpan.FromMilliseconds(20));
            return "over";
        });
        await rig.StartWorkerAsync(o => o.ParkUpTo = TimeSpan.FromMilliseconds(isParked ? 20 : 0));

        Assert.Equal("over", await rig.OutputAsync(run));
        Assert.Equal(isParked ? 1 : 2, passes);
    }

    [Fact]
    public async Task Retry_OfATask_ComesOnScheduleAndNeverBefore()
    {
        await using var rig = new WorkerRig();
        ConcurrentQueue<DateTimeOffset> attempts = new();
        var policy = new RetryPolicy { MaxAttempts = 4, RetryDelay = TimeSpan.FromSeconds(10), Backoff = 3, MaxRetryDelay = TimeSpan.FromSeconds(60) };
        ItemId run = await rig.StartAsync(s =>
        {
            s.Task(
                "flaky",
                _ =>
                {
                    attempts.Enqueue(rig.Time.GetUtcNow());
                    throw new StepError("E");
                },
                policy);
            return null;
        });
        await rig.StartWorkerAsync();

        RunView view = await rig.EndAsync(run);

        Assert.Equal(RunStatus.Failed, view.Status);
        Assert.Equal("E", view.Error!.ErrorId);
        DateTimeOffset[] times = [.. attempts];
        double[] waits = [.. times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds)];
        Assert.Equal(3, waits.Length);
        Assert.All(waits.Zip([10.0, 30.0, 60.0]), w => Assert.InRange(w.First, w.Second, w.Second + 5));
        Assert.Equal([1, 2, 3], (await rig.JournalAsync(run)).OfType<StepAttemptFailed>().Select(e => e.Attempt));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Retry_NamedErrorOrTimeOver_IsFinalAtOnce()
    {
        await using var rig = new WorkerRig();
        int ran = 0;
        ItemId run = await rig.StartAsync(s =>
        {
            Interlocked.Increment(ref ran);
            s.Task("named", _ => throw new StepError("Fatal"), new RetryPolicy { NoRetryOn = ["fatal"] });
            return null;
        });
        await rig.StartWorkerAsync();
        Assert.Equal("Fatal", (await rig.EndAsync(run)).Error!.ErrorId);
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task Outage_InTheMiddle_TheWorkerWaitsAndGoesOn()
    {
        await using var rig = new WorkerRig();
        using var goOn = new ManualResetEventSlim();
        int ran = 0;
        ItemId run = await rig.StartAsync(s =>
        {
            string value = s.Memo("m", () =>
            {
                int n = Interlocked.Increment(ref ran);
                goOn.Wait();
                return $"{n}";
            });
            s.Sleep(TimeSpan.FromSeconds(1));
            return value;
        });
        TestWorker worker = await rig.StartWorkerAsync();
        await rig.UntilAsync(() => Volatile.Read(ref ran) == 1);
        worker.Store.IsAway = true;
        goOn.Set();
        await rig.UntilAsync(() => worker.Worker.Outage is not null);
        int tried = worker.Store.Count("commit");
        for (int i = 0; i < 100; i++)
        {
            await rig.PassAsync(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal(Place.Leased, (await rig.Memory.ReadHeaderAsync(run))!.Place);
        worker.Store.IsAway = false;
        Assert.Equal("1", await rig.OutputAsync(run));
        Assert.Null(worker.Worker.Outage);
        Assert.Equal(1, ran);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Drain_WithinTheTime_LetsTheStepFinish()
    {
        await using var rig = new WorkerRig();
        using var goOn = new ManualResetEventSlim();
        bool begun = false;
        ItemId run = await rig.StartAsync(s => s.Memo("m", () =>
        {
            begun = true;
            goOn.Wait();
            return "whole";
        }));
        TestWorker worker = await rig.StartWorkerAsync();
        await rig.UntilAsync(() => begun);

        Task first = worker.Worker.StopAsync();
        Task second = worker.Worker.StopAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(first.IsCompleted || second.IsCompleted);
        goOn.Set();
        await rig.UntilAsync(() => first.IsCompleted && second.IsCompleted);

        Assert.Equal("whole", (await rig.Client.GetRunAsync(run)).Output.Text);
        Assert.Empty(await rig.Client.ListWorkersAsync());
    }

    [Fact]
    public async Task Drain_TimeOver_HandsOverAndTheNextWorkerGoesOn()
    {
        await using var rig = new WorkerRig();
        int begun = 0;
        ItemId run = await rig.StartAsync(s => s.Memo("m", () =>
        {
            if (Interlocked.Increment(ref begun) == 1)
            {
                s.Stop.WaitHandle.WaitOne();
                s.Stop.ThrowIfCancellationRequested();
            }

            return "next";
        }));
        TestWorker worker = await rig.StartWorkerAsync();
        await rig.UntilAsync(() => Volatile.Read(ref begun) == 1);

        await rig.StopAsync(worker);
        Assert.Equal(Place.Ready, (await rig.Memory.ReadHeaderAsync(run))!.Place);
        await rig.StartWorkerAsync();

        Assert.Equal("next", await rig.OutputAsync(run));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Drain_ABlockThatHeedsNoStop_TheWorkerStopsAndTheRunGoesOnElsewhere()
    {
        await using var rig = new WorkerRig();
        using var never = new ManualResetEventSlim();
        int begun = 0;
        ItemId run = await rig.StartAsync(s => s.Memo("m", () =>
        {
            int n = Interlocked.Increment(ref begun);
            if (n == 1)
            {
                never.Wait();
            }

            return $"{n}";
        }));
        TestWorker worker = await rig.StartWorkerAsync();
        await rig.UntilAsync(() => Volatile.Read(ref begun) == 1);

        await rig.StopAsync(worker);
        await rig.StartWorkerAsync();

        Assert.Equal("2", await rig.OutputAsync(run));
        never.Set();
        await rig.UntilAsync(() => worker.Worker.Running == 0);
        await rig.CheckAsync();
    }

    private static StoreTime Due(WorkerRig rig, ItemId run) =>
        rig.JournalAsync(run).Result.OfType<SleepStarted>().Last().Due;
}
