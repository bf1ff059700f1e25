using GoTick.Core.Checks;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>How many runs are inside at one time.</summary>
public sealed class ConcurrencyTests : LimitedRuns
{
    [Fact]
    public async Task Runs_OfKeysWithAMost_AreNeverMoreAtOnceOnManyWorkers()
    {
        await PublishAsync(most: 2);
        List<ItemId> runs = [];
        for (int i = 0; i < 30; i++)
        {
            runs.Add(await StartAsync($"run-{i}", $"Key-{i % 3}"));
        }

        for (int i = 0; i < 3; i++)
        {
            await _rig.StartWorkerAsync();
        }

        await EndAllAsync(runs);

        Assert.Equal([2, 2, 2], _rooms.Most.Values);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Runs_OfAFlowWithAMostAndNoKey_AreCountedByFlow()
    {
        await PublishAsync(most: 1);
        ItemId[] runs = [await StartAsync("a"), await StartAsync("b"), await StartAsync("c")];
        await _rig.StartWorkerAsync();

        await EndAllAsync(runs);

        Assert.Equal(1, Assert.Single(_rooms.Most.Values));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_ThatWaitsForItsPermit_SaysSoAndHoldsNoSlot()
    {
        await PublishAsync(most: 1, stay: TimeSpan.FromDays(1));
        await StartAsync("first", "web01");
        ItemId second = await StartAsync("second", "web01");
        TestWorker worker = await _rig.StartWorkerAsync();

        RunView view = await WaitingAsync(second);

        Assert.Equal("limit 'key:web01'", view.WaitsFor!.ToString());
        Assert.Equal((RunStatus.Waiting, null), (view.Status, view.Started));
        Assert.Equal("web01", view.ConcurrencyKey);
        await _rig.UntilAsync(() => worker.Worker.Running == 0);
        Assert.Equal(["first"], _rooms.Order);
        LimitView limit = await _rig.Client.GetLimitAsync(LimitName.Parse("key:WEB01"));
        Assert.Equal((1, 1, null), (limit.Holders, limit.Waiting, limit.Set));
        await _rig.CheckAsync();
    }

    [Fact]
    public async Task Run_CancelledWhileItHolds_LetsTheNextIn()
    {
        await PublishAsync(most: 1, stay: TimeSpan.FromDays(1));
        ItemId first = await StartAsync("first", "k");
        ItemId second = await StartAsync("second", "k");
        await _rig.StartWorkerAsync();
        await WaitingAsync(second);
        Assert.Equal(["first"], _rooms.Order);

        await _rig.Client.CancelAsync(first);

        await _rig.UntilAsync(() => _rooms.Order.Count == 2);
        await _rig.CheckAsync();
    }

    [Fact]
    public async Task Run_CancelledWhileItWaits_LeavesTheLine()
    {
        await PublishAsync(most: 1, stay: 10 * Second);
        ItemId first = await StartAsync("first", "k");
        ItemId second = await StartAsync("second", "k");
        ItemId third = await StartAsync("third", "k");
        await _rig.StartWorkerAsync();
        await WaitingAsync(second);
        await WaitingAsync(third);

        await _rig.Client.CancelAsync(second);
        await EndAllAsync([first, third]);

        Assert.Equal(["first", "third"], _rooms.Order);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_WhoseWorkerDied_TakesItsPermitAlong()
    {
        await PublishAsync(most: 1, stay: Second);
        ItemId first = await StartAsync("first", "k");
        ItemId second = await StartAsync("second", "k");
        var store = new FaultyStore(_rig.Memory);
        store.Plan = (kind, n) => kind == "commit" && _rooms.Order.Count == 1 && !store.IsCut ? Fault.Killed : Fault.None; // in its first step
        await _rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15), store);
        await _rig.UntilAsync(() => store.IsCut);
        await _rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));

        await EndAllAsync([first, second]);

        Assert.Equal(1, Assert.Single(_rooms.Most.Values));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Worker_DiedBetweenTheEndOfARunAndItsRelease_AnotherOneGivesBack()
    {
        await PublishAsync(most: 1, stay: Second);
        ItemId first = await StartAsync("first", "k");
        var store = new FaultyStore(_rig.Memory);
        store.Plan = (kind, _) => kind == "permit" && _rig.Memory.ReadHeaderAsync(first).AsTask().Result!.Place == Place.Ended ? Fault.Killed : Fault.None;
        await _rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15), store);
        await _rig.UntilAsync(() => store.IsCut);
        ItemId second = await StartAsync("second", "k");
        await _rig.CheckAsync(); // it is noted

        await _rig.StartWorkerAsync();
        await EndAllAsync([first, second]);

        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Check_APermitOfARunThatIsGone_IsAFaultUntilAWorkerSweeps()
    {
        await _rig.Memory.PermitAsync(new PermitRequest { Partition = 0, Limit = "key:k", Concurrency = 1, Ask = new PermitAsk("gone!17", "", "", 0) });

        StoreFault fault = Assert.Single(await _rig.Client.CheckAsync());
        Assert.Equal((StoreFaultCode.PermitLeaked, "gone"), (fault.Code, fault.Item));

        await _rig.StartWorkerAsync();
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_ThatEndedWhileAWorkerStoodStillBeforeItsQuestion_LeaksNothing()
    {
        await PublishAsync(most: 1);
        ItemId run = await StartAsync("run", "k");
        var store = new FaultyStore(_rig.Memory) { Plan = (kind, n) => kind == "permit" && n == 1 ? Fault.Stopped : Fault.None };
        await _rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15), store);
        await _rig.UntilAsync(() => store.IsCut);
        await _rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
        await EndAllAsync([run]);

        PermitReply? late = null;
        store.Answered = (_, answer) => late ??= answer as PermitReply;
        store.Continue(); // now it asks, for a run that is over
        await _rig.UntilAsync(() => late is not null);
        Assert.True(late!.IsGranted); // nobody could tell; it is seen to be nobody's later

        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Limit_SetWhileWorkersRun_CountsFromThenOn()
    {
        await PublishAsync(most: null, stay: 5 * Second);
        await _rig.StartWorkerAsync();
        await _rig.StartWorkerAsync();
        ItemId before = await StartAsync("before");
        await _rig.UntilAsync(() => _rooms.Order.Count == 1);

        await _rig.Client.SetLimitAsync(LimitName.Parse("flow"), new LimitSpec { Concurrency = 1 });
        ItemId[] runs = [await StartAsync("a"), await StartAsync("b"), await StartAsync("c")];
        await EndAllAsync([before, .. runs]);

        Assert.Equal(2, Assert.Single(_rooms.Most.Values)); // one that had begun, and one at a time
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Limit_RaisedAndRemoved_LetsThoseInThatWait()
    {
        await PublishAsync(most: null, stay: TimeSpan.FromDays(1));
        LimitName name = LimitName.Parse("flow:flow");
        await _rig.Client.SetLimitAsync(name, new LimitSpec { Concurrency = 1 });
        await _rig.StartWorkerAsync();
        ItemId[] runs = [await StartAsync("a"), await StartAsync("b"), await StartAsync("c"), await StartAsync("d")];
        await _rig.UntilAsync(async () => (await _rig.Client.GetLimitAsync(name)).Waiting == 3);
        Assert.Single(_rooms.Order);

        _rig.Turn = TimeSpan.FromMilliseconds(10);
        await _rig.Client.SetLimitAsync(name, new LimitSpec { Concurrency = 2 });
        await _rig.UntilAsync(() => _rooms.Order.Count == 2);
        await _rig.Client.RemoveLimitAsync(name);
        await _rig.UntilAsync(() => _rooms.Order.Count == 4);

        Assert.InRange(_rig.Time.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.Zero, TimeSpan.FromSeconds(29)); // before anybody's net
        await Assert.ThrowsAsync<TickException>(() => _rig.Client.RemoveLimitAsync(name));
    }

    [Fact]
    public async Task Limit_OfPeople_ReplacesTheMostOfTheFlow()
    {
        await PublishAsync(most: 1, stay: Second);
        await _rig.Client.SetLimitAsync(LimitName.Parse("key:k"), new LimitSpec { Concurrency = 3 });
        List<ItemId> runs = [];
        for (int i = 0; i < 6; i++)
        {
            runs.Add(await StartAsync($"run-{i}", "k"));
        }

        await _rig.StartWorkerAsync();
        await EndAllAsync(runs);

        Assert.Equal(3, Assert.Single(_rooms.Most.Values));
    }

    [Fact]
    public async Task Run_WithAKeyAndALimitOfItsFlow_NeedsBoth()
    {
        await PublishAsync(most: 1, stay: Second);
        await _rig.Client.SetLimitAsync(LimitName.Parse("flow"), new LimitSpec { Concurrency = 2 });
        List<ItemId> runs = [];
        for (int i = 0; i < 12; i++)
        {
            runs.Add(await StartAsync($"run-{i}", $"k{i % 4}"));
        }

        await _rig.StartWorkerAsync();
        await _rig.StartWorkerAsync();
        int most = 0;
        foreach (ItemId run in runs)
        {
            await _rig.UntilAsync(async () =>
            {
                most = Math.Max(most, await BegunAsync(runs));
                return (await _rig.Client.GetRunAsync(run)).Status == RunStatus.Completed;
            });
        }

        Assert.InRange(most, 1, 2);
        Assert.All(_rooms.Most.Values, m => Assert.Equal(1, m));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_ThatWaitsLongerThanItsTime_HasAllOfItOnceItBegins()
    {
        await PublishAsync(most: 1, stay: 8 * Second, timeout: 10 * Second);
        ItemId[] runs = [await StartAsync("a", "k"), await StartAsync("b", "k"), await StartAsync("c", "k")];
        await _rig.StartWorkerAsync();

        await EndAllAsync(runs);
    }

    [Fact]
    public async Task Run_ThatHasWaited_StillRunsOutOfTime()
    {
        await PublishAsync(most: 1, stay: 8 * Second, timeout: 10 * Second);
        await StartAsync("a", "k");
        await _rig.PublishAsync("slow", s => _rooms.Visit(s, "k", 20 * Second), new FlowSettings { MaxConcurrency = 1, Timeout = 10 * Second });
        ItemId slow = (await _rig.Client.StartAsync(new StartRequest { Flow = "slow", Id = ItemId.ParseRoot("slow"), ConcurrencyKey = "k" })).Id;
        await _rig.StartWorkerAsync();

        Assert.Equal(RunStatus.TimedOut, (await _rig.EndAsync(slow)).Status);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Runs_OfOneKeyInGreatNumber_DoNotStarveAnother()
    {
        await PublishAsync(most: null, stay: TimeSpan.Zero);
        await _rig.Client.SetLimitAsync(LimitName.Parse("flow"), new LimitSpec { Concurrency = 1 });
        List<ItemId> runs = [];
        for (int i = 0; i < 40; i++)
        {
            runs.Add(await StartAsync($"big-{i}", "big"));
        }

        for (int i = 0; i < 3; i++)
        {
            runs.Add(await StartAsync($"small-{i}", "small"));
        }

        await _rig.StartWorkerAsync();
        await EndAllAsync(runs);

        string[] order = [.. _rooms.Order];
        int last = Array.FindLastIndex(order, o => o.StartsWith("small", StringComparison.Ordinal));
        Assert.True(last < 20, string.Join(' ', order)); // turn by turn, but for those that had asked before
    }

    [Fact]
    public async Task Runs_OfHigherPriority_GoFirst()
    {
        await PublishAsync(most: 1, stay: Second);
        ItemId first = await StartAsync("first", "k");
        await _rig.StartWorkerAsync();
        await _rig.UntilAsync(() => _rooms.Order.Count == 1);
        ItemId low = await StartAsync("low", "k", priority: -10);
        ItemId high = await StartAsync("high", "k", priority: 10);
        await EndAllAsync([first, low, high]);

        Assert.Equal(["first", "high", "low"], _rooms.Order);
    }
}
