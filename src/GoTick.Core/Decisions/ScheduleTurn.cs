using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>
/// One look at a schedule: which of its times have come, which were missed, and which runs start now. What it decides is one batch: the runs, the state, and the
/// next time. A run that exists is passed over by the store, so that no time is started twice, whoever repeats the decision.
/// </summary>
internal sealed class ScheduleTurn
{
    /// <summary>The most runs of one batch; the rest follows at once.</summary>
    public const int MostStarts = 40;

    /// <summary>The most that is counted of one gap.</summary>
    public const int MostCounted = 10_000;

    // As many gaps as a header should hold.
    private const int MostRanges = 16;

    // The end of a run is told; this is the net below, and for runs that began when nobody was to be told.
    private static readonly TimeSpan Net = TimeSpan.FromSeconds(30);

    // A dead worker is taken over within 16 s, and a store may be away for a moment: a time that was late for that was not missed.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly ItemHeader _header;
    private readonly ScheduleDefinition _schedule;
    private readonly ScheduleTimes _times;
    private readonly FlowDefinition? _flow;
    private readonly IReadOnlyDictionary<ItemId, ItemHeader?> _known;
    private readonly StoreTime _now;
    private readonly List<Verb> _starts = [];
    private ScheduleState _state;

    /// <param name="header">The schedule as it was claimed.</param>
    /// <param name="schedule">What it is.</param>
    /// <param name="times">Its times.</param>
    /// <param name="flow">The flow as the catalogue has it; null = it is not there.</param>
    /// <param name="known">The headers of <see cref="AskFor"/>; null = there is no such run.</param>
    /// <param name="now">The time.</param>
    public ScheduleTurn(
        ItemHeader header, ScheduleDefinition schedule, ScheduleTimes times, FlowDefinition? flow, IReadOnlyDictionary<ItemId, ItemHeader?> known, StoreTime now)
    {
        _header = header;
        _schedule = schedule;
        _times = times;
        _flow = flow;
        _known = known;
        _now = now;
        _state = ScheduleState.Of(header);
    }

    private bool IsFree => _schedule.Overlap == ScheduleOverlap.Allow || _state.Living.Count == 0;

    /// <summary>The runs whose headers a turn must know.</summary>
    public static IReadOnlyList<ItemId> AskFor(ItemHeader header, ScheduleTimes times)
    {
        ScheduleState state = ScheduleState.Of(header);
        IEnumerable<StoreTime> backlog = state.Backlog.SelectMany(r => times.Between(r.First, r.Last)).Take(MostStarts);
        return [.. state.Living.Select(ItemId.FromStored).Concat(backlog.Select(t => ScheduleName.OccurrenceOf(header.Id, t))).Distinct()];
    }

    /// <summary>Living runs that a message does not wake because they are suspended: they are to be cancelled as a person would do it.</summary>
    public IReadOnlyList<ItemId> SuspendedToCancel =>
        [.. ToCancel().Where(id => _known.GetValueOrDefault(id) is { Place: Place.Parked })];

    /// <summary>What follows.</summary>
    /// <param name="messageIds">Messages to take: they have told that runs have ended, which the headers say, too.</param>
    public Decision Decide(IReadOnlyList<string> messageIds)
    {
        _state = _state with { Living = [.. _state.Living.Where(IsAlive)] };
        if (_state.Paused is null)
        {
            StartPending();
            MissLate();
            MeetDue();
            StartBacklog();
        }

        return new Decision
        {
            Fields = _state.Fields,
            Verbs =
            [
                .. messageIds.Count == 0 ? Array.Empty<Verb>() : [new Verb.Take(messageIds)],
                .. _starts,
                .. ToCancel().Select(Cancel),
                Rest(),
            ],
        };
    }

    private bool IsAlive(string run) => _known.GetValueOrDefault(ItemId.FromStored(run)) is { Place: not Place.Ended };

    private void StartPending()
    {
        if (_state.Pending is { } time && IsFree && _flow is not null)
        {
            _state = _state with { Pending = null };
            Start(time);
        }
    }

    /// <summary>Times that nobody was there for.</summary>
    private void MissLate()
    {
        if (_state.Next is not { } first || LastLate() is not { } last || last < first)
        {
            return;
        }

        StoreTime window = new(_now.Micros - (_schedule.MisfireWindow.Ticks / TimeSpan.TicksPerMicrosecond));
        long missed = Count(first, last);
        switch (_schedule.Misfire)
        {
            case ScheduleMisfire.RunOnce when last >= window:
                missed--;
                Meet(last);
                break;
            case ScheduleMisfire.RunAll when last >= window && _state.Backlog.Count < MostRanges:
                StoreTime from = _times.Between(first > window ? first : window, last).First();
                missed = from > first ? Count(first, new StoreTime(from.Micros - 1)) : 0;
                _state = _state with { Backlog = [.. _state.Backlog, (from, last)] };
                break;
        }

        _state = _state with { Missed = _state.Missed + missed, Next = _times.Next(last) };
    }

    private StoreTime? LastLate()
    {
        StoreTime late = new(_now.Micros - (Grace.Ticks / TimeSpan.TicksPerMicrosecond));
        StoreTime? last = _times.Previous(late);
        while (last is { } time && _times.DueOf(time) >= late)
        {
            last = _times.Previous(new StoreTime(time.Micros - 1));
        }

        return last;
    }

    private void MeetDue()
    {
        while (_state.Next is { } time && _times.DueOf(time) <= _now && _starts.Count < MostStarts)
        {
            _state = _state with { Next = _times.Next(time) };
            Meet(time);
        }
    }

    private void Meet(StoreTime time)
    {
        if (_flow is null)
        {
            _state = _state with { Missed = _state.Missed + 1, ErrorId = Errors.TickErrorId.FlowNotFound };
        }
        else if (IsFree && _state.Pending is null)
        {
            Start(time);
        }
        else if (_schedule.Overlap == ScheduleOverlap.Skip || (_schedule.Overlap == ScheduleOverlap.Queue && _state.Pending is not null))
        {
            _state = _state with { Skipped = _state.Skipped + 1 };
        }
        else
        {
            _state = _state with { Skipped = _state.Skipped + (_state.Pending is null ? 0 : 1), Pending = time };
        }
    }

    private void StartBacklog()
    {
        while (_flow is not null && IsFree && _starts.Count < MostStarts && _state.Backlog is [var (first, last), ..])
        {
            ItemId id = ScheduleName.OccurrenceOf(_header.Id, first);
            if (!_known.TryGetValue(id, out ItemHeader? existing))
            {
                return; // it was not asked for; the next turn does
            }

            StoreTime? following = _times.Between(new StoreTime(first.Micros + 1), last).Cast<StoreTime?>().FirstOrDefault();
            _state = _state with { Backlog = following is { } next ? [(next, last), .. _state.Backlog.Skip(1)] : [.. _state.Backlog.Skip(1)] };
            if (existing is null)
            {
                Start(first);
            }
        }
    }

    private void Start(StoreTime time)
    {
        ItemId id = ScheduleName.OccurrenceOf(_header.Id, time);
        _starts.Add(new Verb.Child(ScheduleDecisions.Run(_header, _schedule, _flow!, id, time)));
        _state = ScheduleDecisions.WithRun(_state, _schedule, id) with { Last = time };
    }

    private IEnumerable<ItemId> ToCancel() =>
        _schedule.Overlap == ScheduleOverlap.Cancel && _state.Pending is not null ? _state.Living.Select(ItemId.FromStored) : [];

    private Verb Cancel(ItemId run)
    {
        var asked = new RunMessage.CancelAsked { By = "schedule " + _schedule.Name, Reason = ScheduleDecisions.CancelReason };
        return new Verb.Post(run, RunMessage.CancelAsked.MessageId, JournalCodec.Encode(asked));
    }

    private Verb Rest()
    {
        if (_state.Paused is not null)
        {
            return new Verb.Park();
        }

        bool hasMore = _flow is not null && IsFree && (_state.Backlog.Count > 0 || _state.Pending is not null);
        StoreTime? due = _state.Next is { } next ? _times.DueOf(next) : null;
        if (hasMore || due <= _now)
        {
            return new Verb.Ready(Band.Control);
        }

        StoreTime net = _now.Plus(Net);
        bool waits = _state.Pending is not null || _state.Backlog.Count > 0;
        StoreTime? wake = waits && (due is null || net < due) ? net : due;
        return wake is null ? new Verb.Park() : new Verb.Sleep(_header.Inbox, wake, Band.Control);
    }

    private long Count(StoreTime first, StoreTime last) => _times.Between(first, last).Take(MostCounted).Count();
}
