using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>
/// How people make, change, pause and use schedules. A schedule is an item of its own, which a worker decides about without a slot (<see cref="ScheduleTurn"/>);
/// what people change sends it there, so that the timer is always set by a worker that will keep it.
/// </summary>
internal static class ScheduleDecisions
{
    /// <summary>The queue of schedules: every worker serves it.</summary>
    public const string Queue = "@schedules";

    /// <summary>The index that names them.</summary>
    public const string Index = "schedules";

    /// <summary>Why a run is cancelled for the next one.</summary>
    public const string CancelReason = "The next time of its schedule has come.";

    /// <summary>The most times of one backfill.</summary>
    public const int MostBackfilled = 10_000;

    // As many as a header should hold.
    private const int MostRanges = 100;

    // More run at one time only when people start them by hand.
    private const int MostLiving = 20;

    /// <summary>A new schedule.</summary>
    public static Decision Create(ScheduleDefinition schedule, string? by, StoreTime now)
    {
        var state = new ScheduleState { Next = ScheduleTimes.Of(schedule).Next(now) };
        return new Decision
        {
            Events = [new ScheduleStarted { At = now, Definition = schedule, By = by }],
            Fields = [.. state.Fields.Where(f => f.Value is not null)],
            Verbs = [new Verb.Route(Queue, 0, ""), new Verb.List(Index, IsMember: true), new Verb.Ready(Band.Control)],
        };
    }

    /// <summary>Another definition. Its journal begins anew; times that were the same stay decided or undecided as they were.</summary>
    /// <param name="header">The schedule as it was claimed.</param>
    /// <param name="old">What it was; null when that cannot be read any more.</param>
    /// <param name="schedule">What it shall be.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="now">The time.</param>
    public static Decision Change(ItemHeader header, ScheduleDefinition? old, ScheduleDefinition schedule, string? by, StoreTime now)
    {
        ScheduleState state = ScheduleState.Of(header) with { ErrorId = null };
        if (state.Paused is null && old?.HasTimesOf(schedule) != true)
        {
            state = state with { Next = ScheduleTimes.Of(schedule).Next(now) };
        }

        if (old?.Overlap == ScheduleOverlap.Allow && schedule.Overlap != ScheduleOverlap.Allow && state.LastRun is { } run)
        {
            state = state with { Living = [run] };
        }

        return Committed(state) with
        {
            Events = [new ScheduleStarted { At = now, Definition = schedule, By = by }],
            Verbs = [new Verb.Replace(header.Epoch + 1), Rest(state)],
        };
    }

    /// <summary>No run starts by itself until it is resumed. What waits for the end of another run is given up.</summary>
    public static Decision Pause(ItemHeader header, StoreTime now)
    {
        ScheduleState state = ScheduleState.Of(header);
        return state.Paused is not null
            ? Committed(state)
            : Committed(state with { Paused = now, Next = null, Pending = null, Skipped = state.Skipped + (state.Pending is null ? 0 : 1) });
    }

    /// <summary>It goes on with its next time; those of the pause are not made up for.</summary>
    public static Decision Resume(ItemHeader header, ScheduleTimes times, StoreTime now)
    {
        ScheduleState state = ScheduleState.Of(header);
        return Committed(state.Paused is null ? state : state with { Paused = null, Next = times.Next(now) });
    }

    /// <summary>A run now, whatever else runs and also while it is paused: a person wants it.</summary>
    public static (ItemId Run, Decision Decision) RunNow(ItemHeader header, ScheduleDefinition schedule, FlowDefinition flow, StoreTime now)
    {
        ItemId id = ScheduleName.ManualOf(header.Id, now);
        Decision decision = Committed(WithRun(ScheduleState.Of(header), schedule, id));
        return (id, decision with { Verbs = [new Verb.Child(Run(header, schedule, flow, id, now)), .. decision.Verbs] });
    }

    /// <summary>The runs of past times, from one to another.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public static (int Count, Decision Decision) Backfill(ItemHeader header, ScheduleTimes times, StoreTime from, StoreTime to, StoreTime now)
    {
        if (to > now)
        {
            throw Invalid($"{to.ToDateTimeOffset():u} has not come yet: what is past can be made up for, the rest starts by itself.");
        }

        ScheduleState state = ScheduleState.Of(header);
        StoreTime[] range = [.. times.Between(from, to).Take(MostBackfilled + 1)];
        if (range.Length is 0 or > MostBackfilled)
        {
            throw Invalid(range.Length == 0
                ? $"The schedule has no time from {from.ToDateTimeOffset():u} to {to.ToDateTimeOffset():u}."
                : $"The schedule has more than {MostBackfilled:N0} times from {from.ToDateTimeOffset():u} to {to.ToDateTimeOffset():u}. Take a shorter range.");
        }

        return state.Backlog.Count >= MostRanges
            ? throw Invalid("Too many backfills wait already. Wait until they have been worked off.")
            : (range.Length, Committed(state with { Backlog = [.. state.Backlog, (range[0], range[^1])] }));
    }

    /// <summary>The schedule goes away; its runs stay.</summary>
    public static Decision Remove() => new() { Verbs = [new Verb.List(Index, IsMember: false), new Verb.Remove()] };

    /// <summary>It is given back as it was.</summary>
    public static Decision Leave(ItemHeader header) => Committed(ScheduleState.Of(header));

    /// <summary>A run of a schedule.</summary>
    public static Batch Run(ItemHeader header, ScheduleDefinition schedule, FlowDefinition flow, ItemId id, StoreTime time)
    {
        var request = new StartRequest
        {
            Flow = flow.Name,
            Arguments = schedule.Arguments,
            Queue = schedule.Queue,
            Priority = schedule.Priority,
            Tags = [.. schedule.Tags, ScheduleName.TagOf(header.Id)],
        };
        (RunStarted started, Decision decision) = RunDecisions.Start(request, flow, time);
        return new Batch
        {
            Item = id,
            // Two runs of one id, the first one removed long ago, are told apart by it.
            Guard = new Guard.Absent($"{header.Lease.Token}@{time}"),
            Events = [JournalCodec.Encode(started with { Scheduled = time, Schedule = schedule.Overlap == ScheduleOverlap.Allow ? null : header.Id.Text })],
            Fields = decision.Fields,
            Verbs = decision.Verbs,
        };
    }

    /// <summary>In the commit that ends a run: its schedule is told, which may wait for it. It looks at the run itself; what that wrote may be large.</summary>
    public static IEnumerable<Verb> Tell(ItemId id, RunStarted run, RunEnding ending) => run.Schedule is { } schedule
        ? [new Verb.Post(
            ItemId.FromStored(schedule),
            RunMessage.ChildEnded.MessageId(id),
            JournalCodec.Encode(new RunMessage.ChildEnded { Run = id.Text, Status = ending.Status }))]
        : [];

    /// <summary>The state with one more run.</summary>
    public static ScheduleState WithRun(ScheduleState state, ScheduleDefinition schedule, ItemId run) => state with
    {
        Started = state.Started + 1,
        LastRun = run.Text,
        ErrorId = null,
        Living = schedule.Overlap == ScheduleOverlap.Allow ? [] : [.. state.Living.TakeLast(MostLiving - 1), run.Text],
    };

    private static Decision Committed(ScheduleState state) => new() { Fields = state.Fields, Verbs = [Rest(state)] };

    private static Verb Rest(ScheduleState state) => state.Paused is null ? new Verb.Ready(Band.Control) : new Verb.Park();

    private static TickException Invalid(string message) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message);
}
