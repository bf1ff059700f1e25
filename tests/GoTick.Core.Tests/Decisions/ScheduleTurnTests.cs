using CsCheck;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;
using Xunit;

namespace GoTick.Core.Tests.Decisions;

/// <summary>What a look at a schedule decides, over gaps and overlaps.</summary>
public sealed class ScheduleTurnTests
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly FlowDefinition Flow = new() { Name = "flow", Version = "v" };
    private static readonly ScheduleDefinition Hourly = new() { Name = "s", Flow = "flow", Cron = "@hourly" };

    [Theory]
    // Ten hours away: 1:00 … 10:00 were missed, and it is 10:30.
    [InlineData(ScheduleMisfire.Skip, 24, 0, 10)]
    [InlineData(ScheduleMisfire.RunOnce, 24, 1, 9)]
    [InlineData(ScheduleMisfire.RunOnce, 0, 0, 10)]
    [InlineData(ScheduleMisfire.RunAll, 24, 10, 0)]
    [InlineData(ScheduleMisfire.RunAll, 3, 3, 7)]
    [InlineData(ScheduleMisfire.RunAll, 0, 0, 10)]
    public void Turn_AfterTenHours_MakesUpForWhatItShould(ScheduleMisfire misfire, int window, int started, int missed)
    {
        var world = new World(Hourly with { Misfire = misfire, MisfireWindow = TimeSpan.FromHours(window) }, At(0));

        world.Turns(At(10.5));

        Assert.Equal(Enumerable.Range(11 - started, started).Select(h => Id(h)), world.Started.OrderBy(id => id.Text));
        Assert.Equal((missed, At(11)), (world.State.Missed, world.State.Next));
        Assert.Equal(At(11), world.Wake);
    }

    [Fact]
    public void Turn_UpToAMinuteLate_IsNotMissed()
    {
        foreach (ScheduleMisfire misfire in Enum.GetValues<ScheduleMisfire>())
        {
            var world = new World(Hourly with { Cron = "* * * * * *", Misfire = misfire, MisfireWindow = TimeSpan.Zero }, At(0));
            world.Turns(new StoreTime(At(0).Micros + 55_000_000));
            Assert.Equal((55, 0), (world.Started.Count, world.State.Missed));
        }
    }

    [Fact]
    public void Turn_EverySecondAfterAYear_IsBounded()
    {
        var world = new World(Hourly with { Cron = "* * * * * *" }, At(0));

        world.Turns(At(24 * 365));

        Assert.Equal(62, world.Started.Count); // the last missed one, and a minute of those that are not
        Assert.Equal(ScheduleTurn.MostCounted - 1, world.State.Missed);
    }

    [Theory]
    [InlineData(ScheduleOverlap.Allow, "1 2 3", null, 0)]
    [InlineData(ScheduleOverlap.Skip, "1", null, 2)]
    [InlineData(ScheduleOverlap.Queue, "1", 2, 1)]
    [InlineData(ScheduleOverlap.Cancel, "1", 3, 1)]
    public void Turn_RunThatDoesNotEnd_OverlapsAsItShould(ScheduleOverlap overlap, string started, int? pending, int skipped)
    {
        var world = new World(Hourly with { Overlap = overlap }, At(0));
        for (int hour = 1; hour <= 3; hour++)
        {
            world.Turns(At(hour));
        }

        Assert.Equal(started.Split(' ').Select(h => Id(int.Parse(h))), world.Started);
        Assert.Equal((pending is { } p ? At(p) : null, skipped), (world.State.Pending, world.State.Skipped));
        Assert.Equal(overlap == ScheduleOverlap.Cancel, world.Cancelled.Contains(Id(1)));

        world.End(Id(1));
        world.Turns(new StoreTime(At(3).Micros + 1));

        Assert.Null(world.State.Pending);
        Assert.Equal(pending is not null, world.Started.Contains(Id(pending ?? 99)));
    }

    [Fact]
    public void Turn_SomethingWaits_LooksAgainThoughNobodyTellsTheEnd()
    {
        var world = new World(Hourly with { Overlap = ScheduleOverlap.Queue }, At(0));
        world.Turns(At(1));
        world.Turns(At(2));

        Assert.Equal(At(2).Plus(TimeSpan.FromSeconds(30)), world.Wake);
    }

    [Fact]
    public void Turn_SuspendedRunToBeCancelled_IsNamed()
    {
        var world = new World(Hourly with { Overlap = ScheduleOverlap.Cancel }, At(0));
        world.Turns(At(1));
        world.Park(Id(1));

        world.Turns(At(2));

        Assert.Equal([Id(1)], world.SuspendedToCancel);
    }

    [Fact]
    public void Turn_FlowIsGone_CountsAndSaysSo()
    {
        var world = new World(Hourly, At(0)) { Flow = null };
        world.Turns(At(2));

        Assert.Equal((0, 2, TickErrorId.FlowNotFound), (world.Started.Count, world.State.Missed, world.State.ErrorId));
    }

    [Fact]
    public void Turn_AnyWayOfBeingLookedAt_StartsNoTimeTwiceAndForgetsNone() =>
        Gen.Select(Gen.Enum<ScheduleMisfire>(), Gen.Enum<ScheduleOverlap>(), Gen.Int[0, 20_000].Array[1, 25], Gen.Int[0, 3_000]).Sample((misfire, overlap, steps, jitter) =>
        {
            var schedule = Hourly with { Cron = "*/5 * * * *", Misfire = misfire, Overlap = overlap, Jitter = TimeSpan.FromSeconds(jitter), MisfireWindow = TimeSpan.FromHours(2) };
            var world = new World(schedule, At(0));
            StoreTime now = At(0);
            foreach (int step in steps)
            {
                now = now.Plus(TimeSpan.FromSeconds(step));
                world.Turns(now);
                if (step % 2 == 0)
                {
                    world.EndAll();
                }
            }

            world.EndAll();
            while (world.State.Backlog.Count > 0 || world.State.Pending is not null)
            {
                world.Turns(now);
                world.EndAll();
            }

            Assert.Equal(world.Started.Distinct(), world.Started);
            StoreTime[] due = [.. world.Times.Between(At(0), now).Where(t => t > At(0) && world.Times.DueOf(t) <= now)];
            Assert.Equal(due.Length, world.Started.Count + world.State.Skipped + world.State.Missed);
            Assert.All(world.Started, id => Assert.Contains(due, t => ScheduleName.OccurrenceOf(world.Id, t) == id));
            Assert.True(overlap == ScheduleOverlap.Allow || world.MostLiving <= 1);
        });

    private static StoreTime At(double hours) => StoreTime.From(Epoch.AddHours(hours));

    private static ItemId Id(int hour) => ScheduleName.OccurrenceOf(ItemId.FromStored("s@schedule"), At(hour));

    /// <summary>A schedule and its runs, without a store.</summary>
    private sealed class World
    {
        private readonly Dictionary<ItemId, ItemHeader> _runs = [];
        private readonly ScheduleDefinition _schedule;
        private ItemHeader _header;

        public World(ScheduleDefinition schedule, StoreTime now)
        {
            _schedule = schedule;
            Times = ScheduleTimes.Of(schedule);
            _header = Headers.In(Place.Leased) with { Id = ItemId.FromStored("s@schedule"), Fields = new Dictionary<string, string>() };
            Apply(ScheduleDecisions.Create(schedule, null, now));
        }

        public FlowDefinition? Flow { get; init; } = ScheduleTurnTests.Flow;

        public ScheduleTimes Times { get; }

        public ItemId Id => _header.Id;

        public ScheduleState State => ScheduleState.Of(_header);

        public List<ItemId> Started { get; } = [];

        public List<ItemId> Cancelled { get; } = [];

        public IReadOnlyList<ItemId> SuspendedToCancel { get; private set; } = [];

        public StoreTime? Wake { get; private set; }

        public int MostLiving { get; private set; }

        public void End(ItemId run) => _runs[run] = _runs[run] with { Place = Place.Ended };

        public void Park(ItemId run) => _runs[run] = _runs[run] with { Place = Place.Parked };

        public void EndAll()
        {
            foreach (ItemId run in _runs.Keys.ToArray())
            {
                End(run);
            }
        }

        /// <summary>Looks at it until it rests.</summary>
        public void Turns(StoreTime now)
        {
            bool isReady = true;
            for (int i = 0; isReady; i++)
            {
                Assert.True(i < 1_000, "It never rests.");
                var known = ScheduleTurn.AskFor(_header, Times).ToDictionary(id => id, id => _runs.GetValueOrDefault(id));
                var turn = new ScheduleTurn(_header, _schedule, Times, Flow, known, now);
                Decision decision = turn.Decide([]);
                SuspendedToCancel = turn.SuspendedToCancel;
                Apply(decision);
                isReady = decision.Verbs[^1] is Verb.Ready;
                Assert.True(decision.Verbs.Count(v => v is Verb.Child) <= ScheduleTurn.MostStarts);
            }
        }

        private void Apply(Decision decision)
        {
            Dictionary<string, string> fields = new(_header.Fields);
            foreach ((string name, string? value) in decision.Fields)
            {
                if (value is null)
                {
                    fields.Remove(name);
                }
                else
                {
                    fields[name] = value;
                }
            }

            _header = _header with { Fields = fields };
            foreach (Verb verb in decision.Verbs)
            {
                switch (verb)
                {
                    case Verb.Child child when _runs.TryAdd(child.Start.Item, Headers.In(Place.Ready) with { Id = child.Start.Item }):
                        Started.Add(child.Start.Item);
                        Assert.IsType<RunStarted>(JournalCodec.Decode(child.Start.Events[0]));
                        break;
                    case Verb.Post post:
                        Cancelled.Add(post.Target);
                        break;
                    case Verb.Sleep sleep:
                        Wake = sleep.WakeAt;
                        break;
                }
            }

            MostLiving = Math.Max(MostLiving, _runs.Values.Count(r => r.Place != Place.Ended));
        }
    }
}
