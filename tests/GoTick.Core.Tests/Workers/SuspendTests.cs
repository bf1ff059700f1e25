using System.Collections.Concurrent;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>Runs that people suspend and bring back.</summary>
public sealed class SuspendTests
{
    private readonly ConcurrentQueue<string> _ran = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Suspend_OfARunThatNobodyExecutes_NeedsNoWorker(bool hasBegun)
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Sleep(TimeSpan.FromMinutes(1));
            return "end";
        });
        TestWorker? worker = hasBegun ? await rig.StartWorkerAsync() : null;
        if (worker is not null)
        {
            await StatusAsync(rig, run, RunStatus.Waiting);
            await rig.StopAsync(worker);
        }

        await rig.Client.SuspendAsync(run, "not now", "me");

        RunView view = await rig.Client.GetRunAsync(run);
        Assert.Equal((RunStatus.Suspended, TickErrorId.RunSuspended, "not now", "me"), (view.Status, view.Error!.ErrorId, view.Reason, view.By));
        await rig.CheckAsync();
        await rig.StartWorkerAsync();
        await rig.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(RunStatus.Suspended, (await rig.Client.GetRunAsync(run)).Status);
        await rig.Client.SuspendAsync(run); // once more changes nothing
        await rig.Client.ResumeAsync(run);
        Assert.Equal("end", await rig.OutputAsync(run));
        Assert.Single(await rig.JournalAsync(run), e => e is RunResumed);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Suspend_OfARunningBlock_TakesEffectBehindIt()
    {
        await using var rig = new WorkerRig();
        using var go = new ManualResetEventSlim();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Task("one", _ => Hold("one", go));
            s.Task("two", _ => _ran.Enqueue("two"));
            return "end";
        });
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
        await rig.UntilAsync(() => _ran.Contains("one"));

        await rig.Client.SuspendAsync(run);
        await rig.UntilAsync(async () => await rig.Memory.ReadInboxAsync(run, 9) is { Count: 1 });
        await PassSecondsAsync(rig, 3); // the worker hears of it within a poll
        Assert.Equal(RunStatus.Running, (await rig.Client.GetRunAsync(run)).Status);
        go.Set();

        await StatusAsync(rig, run, RunStatus.Suspended);
        Assert.Equal(["one"], _ran);
        Assert.Equal(["one"], (await rig.Client.ReadStepsAsync(run)).Select(s => s.Key));
        await rig.CheckAsync();
        await rig.Client.ResumeAsync(run);
        Assert.Equal("end", await rig.OutputAsync(run));
        Assert.Equal(["one", "two"], _ran);
    }

    [Fact]
    public async Task Resume_BeforeTheWishWasFollowed_TakesItBack()
    {
        await using var rig = new WorkerRig();
        using var go = new ManualResetEventSlim();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Task("one", _ => Hold("one", go));
            s.Task("two", _ => _ran.Enqueue("two"));
            return "end";
        });
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
        await rig.UntilAsync(() => _ran.Contains("one"));
        await rig.Client.SuspendAsync(run);
        await PassSecondsAsync(rig, 3);

        await rig.Client.ResumeAsync(run);
        await PassSecondsAsync(rig, 3); // The holder hears of it within a second.
        go.Set();

        Assert.Equal("end", await rig.OutputAsync(run));
        Assert.DoesNotContain(await rig.JournalAsync(run), e => e is RunParked);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Suspend_OfARunWithBranches_ParksThemAndStartsNoMore()
    {
        await using var rig = new WorkerRig();
        using var go = new ManualResetEventSlim();
        rig.Executor.Scripts["branch"] = s =>
        {
            switch (s.Item)
            {
                case "0":
                    s.Task("holds", _ => Hold("holds", go));
                    break;
                case "1":
                    s.Sleep(TimeSpan.FromMinutes(1));
                    break;
            }

            s.Task("last", _ => _ran.Enqueue("last" + s.Item));
            return s.Item;
        };
        ItemId run = await rig.StartAsync(s => string.Concat(s.Parallel("many", "branch", 5, throttle: 2).Select(r => r.Value.Text)));
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
        await rig.UntilAsync(async () => _ran.Contains("holds") && (await PlaceAsync(rig, run, 1)) == Place.Waiting);

        await rig.Client.SuspendAsync(run);
        Assert.Equal(RunStatus.Suspended, (await rig.Client.GetRunAsync(run)).Status);
        await rig.UntilAsync(async () => await PlaceAsync(rig, run, 1) == Place.Parked);
        await PassSecondsAsync(rig, 3);
        go.Set();
        await rig.UntilAsync(async () => await PlaceAsync(rig, run, 0) == Place.Parked);
        await PassSecondsAsync(rig, 120);

        Assert.Equal(["holds"], _ran);
        Assert.Equal((2, 0), ((await rig.Memory.ReadGateAsync(run, run.Gate(1)))!.Next, (await rig.Memory.ReadGateAsync(run, run.Gate(1)))!.Done));
        await rig.CheckAsync();
        await rig.Client.ResumeAsync(run);
        Assert.Equal("01234", await rig.OutputAsync(run));
        Assert.Equal(6, _ran.Count);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Cancel_OfASuspendedRunWithBranches_LeavesNothing()
    {
        await using var rig = new WorkerRig();
        rig.Executor.Scripts["branch"] = s =>
        {
            s.Sleep(TimeSpan.FromMinutes(1));
            return null;
        };
        rig.Executor.Scripts["undo"] = _ =>
        {
            _ran.Enqueue("undo");
            return null;
        };
        ItemId run = await rig.StartAsync(s =>
        {
            s.Undo("u", "undo");
            s.Parallel("many", "branch", 3);
            return null;
        });
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => await PlaceAsync(rig, run, 1) == Place.Waiting);
        await rig.Client.SuspendAsync(run);
        await rig.UntilAsync(async () => await PlaceAsync(rig, run, 1) == Place.Parked);

        await rig.Client.CancelAsync(run);

        Assert.Equal(RunStatus.Canceled, (await rig.EndAsync(run)).Status);
        Assert.Equal(["undo"], _ran);
        Assert.Single((await rig.Memory.DumpAsync(0)).Items);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Resume_OfWhatTheEngineParked_TriesAgain()
    {
        await using var rig = new WorkerRig();
        int passes = 0;
        ItemId run = await rig.StartAsync(_ => ++passes == 1 ? throw new TickException(TickErrorId.NonDeterminism, TickErrorKind.InvalidState, "odd") : "end");
        await rig.StartWorkerAsync();
        Assert.Equal(RunStatus.Suspended, (await rig.EndAsync(run)).Status);

        await rig.Client.ResumeAsync(run, "mended", "me");

        Assert.Equal("end", await rig.OutputAsync(run));
        Assert.Equal(("me", "mended"), (await rig.JournalAsync(run)).OfType<RunResumed>().Select(r => (r.By, r.Reason)).Single());
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Claim_OfASuspendedRunThatDecidedNothing_LeavesItSuspended()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "end");
        await rig.Client.SuspendAsync(run);
        // Somebody takes it to decide about it, and dies.
        await rig.Memory.ClaimItemAsync(new ItemClaimRequest { Item = run, Worker = new WorkerId("w"), LeaseFor = TimeSpan.FromSeconds(15) });
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));

        await StatusAsync(rig, run, RunStatus.Suspended);
        await PassSecondsAsync(rig, 60);

        Assert.Equal(RunStatus.Suspended, (await rig.Client.GetRunAsync(run)).Status);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task SuspendAndResume_OfWhatTheyCannot_SayWhy()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "end");
        await Fails(() => rig.Client.ResumeAsync(run), TickErrorId.RunNotSuspended);
        await Fails(() => rig.Client.SuspendAsync(ItemId.ParseRoot("nobody")), TickErrorId.RunNotFound);
        await Fails(() => rig.Client.ResumeAsync(ItemId.ParseRoot("nobody")), TickErrorId.RunNotFound);
        await rig.StartWorkerAsync();
        await rig.OutputAsync(run);
        await Fails(() => rig.Client.SuspendAsync(run), TickErrorId.RunEnded);
        await Fails(() => rig.Client.ResumeAsync(run), TickErrorId.RunEnded);

        static async Task Fails(Func<Task> call, string id) => Assert.Equal(id, (await Assert.ThrowsAsync<TickException>(call)).ErrorId);
    }

    private static Task StatusAsync(WorkerRig rig, ItemId run, RunStatus status) =>
        rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == status);

    private static async Task<Place?> PlaceAsync(WorkerRig rig, ItemId run, int branch) =>
        (await rig.Memory.ReadHeaderAsync(ItemId.FromStored($"{run.Gate(1)}.{branch}")))?.Place;

    private static async Task PassSecondsAsync(WorkerRig rig, int seconds)
    {
        for (int i = 0; i < seconds * 5; i++)
        {
            await rig.PassAsync(TimeSpan.FromMilliseconds(200));
        }
    }

    private void Hold(string name, ManualResetEventSlim go)
    {
        _ran.Enqueue(name);
        go.Wait(TestContext.Current.CancellationToken);
    }
}
