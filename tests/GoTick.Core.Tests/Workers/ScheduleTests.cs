using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>Schedules as workers serve them.</summary>
public sealed class ScheduleTests
{
    private static readonly ScheduleDefinition EverySecond = new() { Name = "tick", Flow = "flow", Cron = "* * * * * *" };

    [Fact]
    public async Task EverySecond_TenWorkersForAMinute_StartsEachTimeOnce()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", _ => null);
        for (int i = 0; i < 10; i++)
        {
            await rig.StartWorkerAsync();
        }

        DateTimeOffset begin = rig.Time.GetUtcNow();
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond with { End = begin.AddSeconds(60) }));
        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Status == ScheduleStatus.Ended);

        RunView[] runs = await RunsAsync(rig, 60);
        Assert.Equal(Enumerable.Range(1, 60).Select(s => $"tick@{begin.AddSeconds(s):yyyy-MM-ddTHH:mm:ss}Z"), runs.Select(r => r.Id.Text).Order());
        ScheduleView schedule = await rig.Client.GetScheduleAsync("TICK");
        Assert.Equal((60, 0, 0), (schedule.Started, schedule.Skipped, schedule.Missed));
        Assert.All(runs, r => Assert.True(r.Created >= At(r)));
        Assert.All(runs, r => Assert.Equal(["schedule:tick"], r.Tags));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Schedule_AllSlotsBusy_IsDecidedAllTheSame()
    {
        await using var rig = new WorkerRig();
        using var hold = new ManualResetEventSlim();
        await rig.PublishAsync("flow", _ =>
        {
            hold.Wait(TestContext.Current.CancellationToken);
            return null;
        });
        await rig.StartWorkerAsync(o => o.Concurrency = 1);
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond));

        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Started >= 5);

        Assert.Equal(1, rig.Executor.Running);
        await rig.PassingAsync(rig.Client.UnregisterScheduleAsync("tick"));
        hold.Set();
    }

    [Theory]
    [InlineData(ScheduleOverlap.Allow, 4, 0)]
    [InlineData(ScheduleOverlap.Skip, 1, 3)]
    public async Task Overlap_RunsForFourTimes_StartsOrSkips(ScheduleOverlap overlap, int started, int skipped)
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", s =>
        {
            s.Sleep(TimeSpan.FromMinutes(3.5));
            return null;
        });
        await rig.StartWorkerAsync();
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond with { Cron = "* * * * *", Overlap = overlap, End = rig.Time.GetUtcNow().AddMinutes(4) }));

        rig.Turn = TimeSpan.FromSeconds(1);
        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Status == ScheduleStatus.Ended);

        ScheduleView schedule = await rig.Client.GetScheduleAsync("tick");
        Assert.Equal((started, skipped), (schedule.Started, schedule.Skipped));
        await RunsAsync(rig, started);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Overlap_Queue_StartsTheNextWhenTheOneBeforeHasEnded()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", s =>
        {
            s.Sleep(TimeSpan.FromSeconds(130));
            return null;
        });
        await rig.StartWorkerAsync();
        DateTimeOffset begin = rig.Time.GetUtcNow();
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond with { Cron = "* * * * *", Overlap = ScheduleOverlap.Queue, End = begin.AddMinutes(4) }));

        // 1: starts. 2: waits until 3:10. 3: skipped. 4: waits until 5:20.
        rig.Turn = TimeSpan.FromSeconds(1);
        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Status == ScheduleStatus.Ended);
        RunView[] runs = await RunsAsync(rig, 3);

        Assert.Equal([1, 2, 4], runs.Select(r => (int)(At(r) - begin).TotalMinutes));
        Assert.All(runs.Zip(runs.Skip(1)), p => Assert.True(p.Second.Created >= p.First.Ended));
        Assert.Equal(1, (await rig.Client.GetScheduleAsync("tick")).Skipped);
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(ScheduleOverlap.Queue, true)]
    [InlineData(ScheduleOverlap.Allow, false)] // it does not want to know
    public async Task End_OfARun_TellsItsSchedule(ScheduleOverlap overlap, bool isTold)
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", _ => null);
        await rig.Client.RegisterScheduleAsync(EverySecond with { Cron = "@yearly", Overlap = overlap });
        ItemId run = await rig.Client.RunScheduleAsync("tick");

        await rig.Client.CancelAsync(run);

        IReadOnlyList<InboxMessage> told = await rig.Memory.ReadInboxAsync(ItemId.FromStored("tick@schedule"), 0, 9);
        Assert.Equal(isTold ? ["child:" + run] : [], told.Select(m => m.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Overlap_Cancel_CancelsTheOneBeforeAndStartsAfterItsCompensations(bool isSuspended)
    {
        await using var rig = new WorkerRig();
        List<DateTimeOffset> undone = [];
        rig.Executor.Scripts["undo"] = _ =>
        {
            undone.Add(rig.Time.GetUtcNow());
            return null;
        };
        await rig.PublishAsync("flow", s =>
        {
            s.Undo("undo", "undo");
            s.Sleep(TimeSpan.FromDays(1));
            return null;
        });
        await rig.StartWorkerAsync();
        DateTimeOffset begin = rig.Time.GetUtcNow();
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond with { Cron = "* * * * *", Overlap = ScheduleOverlap.Cancel, End = begin.AddMinutes(2) }));
        rig.Turn = TimeSpan.FromSeconds(1);
        ItemId first = ItemId.FromStored("tick@2026-01-01T00:01:00Z");
        await rig.UntilAsync(async () => await rig.Memory.ReadHeaderAsync(first) is { Place: Place.Waiting });
        if (isSuspended)
        {
            await rig.Client.SuspendAsync(first);
        }

        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Started == 2);

        RunView one = await rig.Client.GetRunAsync(first);
        Assert.Equal((RunStatus.Canceled, "schedule tick"), (one.Status, one.By));
        RunView two = await rig.Client.GetRunAsync(ItemId.FromStored("tick@2026-01-01T00:02:00Z"));
        Assert.True(Assert.Single(undone) <= two.Created);
        await rig.Client.CancelAsync(two.Id);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Pause_TimesPass_NothingStartsAndNothingIsMadeUpFor()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        await rig.PublishAsync("flow", _ => null);
        await rig.StartWorkerAsync();
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond with { Cron = "* * * * *" }));
        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Started == 1);

        await rig.PassingAsync(rig.Client.SuspendScheduleAsync("tick"));
        await rig.PassingAsync(rig.Client.SuspendScheduleAsync("tick"));
        await rig.PassAsync(TimeSpan.FromMinutes(10));
        ScheduleView paused = await rig.Client.GetScheduleAsync("tick", 1);
        await rig.CheckAsync();
        await rig.PassingAsync(rig.Client.ResumeScheduleAsync("tick"));
        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Started == 2);

        Assert.Equal((ScheduleStatus.Paused, null, 1), (paused.Status, paused.Next, paused.Started));
        Assert.Equal(paused.Upcoming, [(await rig.Client.GetScheduleAsync("tick")).Last!.Value]);
        Assert.Equal(0, (await rig.Client.GetScheduleAsync("tick")).Missed);
    }

    [Fact]
    public async Task RunNow_PausedAndOverlapping_StartsAllTheSame()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", s => s.Journal.Run.Scheduled?.ToString("o"));
        await rig.StartWorkerAsync();
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond with { Cron = "@yearly", Overlap = ScheduleOverlap.Skip, Arguments = new Payload("a") }));
        await rig.PassingAsync(rig.Client.SuspendScheduleAsync("tick"));

        ItemId one = await rig.PassingAsync(rig.Client.RunScheduleAsync("tick"));
        await rig.PassAsync(TimeSpan.FromMilliseconds(1));
        ItemId two = await rig.PassingAsync(rig.Client.RunScheduleAsync("tick"));

        Assert.NotEqual(one, two);
        Assert.StartsWith("2026-01-01T00:00:0", await rig.OutputAsync(one), StringComparison.Ordinal);
        Assert.Equal("a", (await rig.Client.GetRunAsync(two)).Arguments.Text);
        ScheduleView schedule = await rig.Client.GetScheduleAsync("tick");
        Assert.Equal((2, two, ScheduleStatus.Paused), (schedule.Started, schedule.LastRun, schedule.Status));
    }

    [Theory]
    [InlineData(ScheduleOverlap.Allow)]
    [InlineData(ScheduleOverlap.Skip)]
    [InlineData(ScheduleOverlap.Queue)]
    [InlineData(ScheduleOverlap.Cancel)]
    public async Task Backfill_RangeWithATimeThatRan_StartsTheOthers(ScheduleOverlap overlap)
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        int most = 0;
        int now = 0;
        await rig.PublishAsync("flow", s =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            s.Task("one", _ => { });
            Interlocked.Decrement(ref now);
            return null;
        });
        await rig.StartWorkerAsync();
        ScheduleDefinition daily = EverySecond with { Cron = "@daily", Overlap = overlap };
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(daily));
        DateTimeOffset today = rig.Time.GetUtcNow();
        Assert.Equal(1, await rig.PassingAsync(rig.Client.BackfillScheduleAsync("tick", today.AddDays(-3), today.AddDays(-3))));
        await RunsAsync(rig, 1);

        Assert.Equal(100, await rig.PassingAsync(rig.Client.BackfillScheduleAsync("tick", today.AddDays(-99), today)));
        RunView[] runs = await RunsAsync(rig, 100);

        Assert.Equal(Enumerable.Range(0, 100).Select(d => today.AddDays(d - 99)), runs.Select(At).Order());
        Assert.True(overlap == ScheduleOverlap.Allow || most == 1, $"{most} at one time");
        ScheduleView schedule = await rig.Client.GetScheduleAsync("tick");
        Assert.Equal((100, 0), (schedule.Started, schedule.Backlog));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Register_Again_ChangesItAndKeepsItsJournalAtOneEvent()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", _ => null);
        await rig.StartWorkerAsync();
        ItemId id = ItemId.FromStored("tick@schedule");
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond));
        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Started == 2);
        int epoch = (await rig.Memory.ReadHeaderAsync(id))!.Epoch;

        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond));
        int same = (await rig.Memory.ReadHeaderAsync(id))!.Epoch;
        ScheduleView changed = await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond with { Name = "Tick", Cron = "@hourly", TimeZone = "W. Europe Standard Time", Tags = ["x"] }, "me"));

        Assert.Equal(epoch, same);
        Assert.Equal(("me", "@hourly", "Tick", 2), (changed.By, changed.Definition.Cron, changed.Definition.Name, changed.Started));
        Assert.IsType<ScheduleStarted>(Assert.Single(await rig.JournalAsync(id)));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero), changed.Next);
        Assert.Single(await rig.Client.ListSchedulesAsync());
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Unregister_RunsOnTheirWay_StayAndNoOthersCome()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", s =>
        {
            s.Sleep(TimeSpan.FromMinutes(1));
            return "done";
        });
        await rig.StartWorkerAsync();
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond with { Overlap = ScheduleOverlap.Queue }));
        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Started == 1);
        ItemId run = (await rig.Client.GetScheduleAsync("tick")).LastRun!.Value;

        await rig.PassingAsync(rig.Client.UnregisterScheduleAsync("tick"));

        Assert.Equal("done", await rig.OutputAsync(run));
        Assert.Equal(TickErrorId.ScheduleNotFound, (await Assert.ThrowsAsync<TickException>(() => rig.Client.GetScheduleAsync("tick"))).ErrorId);
        await RunsAsync(rig, 1);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task FlowGone_TimesCome_AreCountedAndSaidUntilItIsBack()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", _ => null);
        await rig.StartWorkerAsync();
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond));
        await rig.PassingAsync(rig.Client.UnregisterAsync("flow"));
        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Missed > 2);
        Assert.Equal(TickErrorId.FlowNotFound, (await rig.Client.GetScheduleAsync("tick")).ErrorId);

        await rig.PublishAsync("flow", _ => null);
        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Started > 0);

        Assert.Null((await rig.Client.GetScheduleAsync("tick")).ErrorId);
    }

    [Fact]
    public async Task Schedule_AskedForAsARun_IsNone()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", _ => null);
        await rig.PassingAsync(rig.Client.RegisterScheduleAsync(EverySecond with { Cron = "@daily" }));
        ItemId id = ItemId.FromStored("tick@schedule");

        foreach (Func<Task> call in new Func<Task>[]
        {
            () => rig.Client.GetRunAsync(id), () => rig.Client.CancelAsync(id), () => rig.Client.SuspendAsync(id), () => rig.Client.ResumeAsync(id),
            () => rig.Client.RemoveAsync(id), () => rig.Client.ReadStepsAsync(id), () => rig.Client.WaitAsync(id),
        })
        {
            Assert.Equal(TickErrorId.RunNotFound, (await Assert.ThrowsAsync<TickException>(call)).ErrorId);
        }

        Assert.Empty(await rig.Client.ListRunsAsync().ToArrayAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await rig.Client.ListQueuesAsync());
    }

    /// <summary>Lets time pass until so many runs of the schedule have ended; gives them in the order of their start.</summary>
    private static async Task<RunView[]> RunsAsync(WorkerRig rig, int count)
    {
        RunView[] runs = [];
        await rig.UntilAsync(async () => (runs = await rig.Client.ListRunsAsync(new RunQuery { Tag = "schedule:tick" }).ToArrayAsync()).Count(r => r.Status.IsTerminal()) >= count);
        Assert.True(runs.Length == count, string.Join('\n', runs.Select(r => $"{r.Id} {r.Status}")));
        return [.. runs.OrderBy(r => r.Created)];
    }

    /// <summary>The time that a run is for, as its id says.</summary>
    private static DateTimeOffset At(RunView run) => DateTimeOffset.Parse(run.Id.Text.Split('@')[1], System.Globalization.CultureInfo.InvariantCulture);
}
