using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// Dispatches: claims work for the free slots, when it is told of some, when a timer is due, and once a poll interval as a net. It takes turns; when
/// the next one is, its pace decides.
/// </summary>
internal sealed class Dispatcher
{
    private const int MaxPerClaim = 16;

    // With no slot free, a wake can only mean mail (or be late); many of them must not become as many calls.
    private static readonly TimeSpan MailApart = TimeSpan.FromMilliseconds(50);

    private readonly IFlowStore _store;
    private readonly WorkerContext _context;
    private readonly Action<int, ClaimedItem> _run;
    private readonly Action<IReadOnlyList<ItemId>> _mail;
    private readonly PartitionTurn[] _turns;
    private readonly string[] _queues;
    private readonly SettingsCache _settings;
    private readonly Lock _gate = new();
    private readonly IDispatchPace _pace;
    private volatile bool _isStopping;
    private volatile int _first;

    /// <param name="store">The store.</param>
    /// <param name="context">The worker.</param>
    /// <param name="run">Runs what was claimed.</param>
    /// <param name="mail">Told of items of this worker that got a message or were taken away (see <see cref="ClaimReply.Mail"/>); it must not block.</param>
    /// <param name="settings">Told how often limits and pauses were changed.</param>
    /// <param name="pace">When its turns are.</param>
    public Dispatcher(
        IFlowStore store,
        WorkerContext context,
        Action<int, ClaimedItem> run,
        Action<IReadOnlyList<ItemId>> mail,
        SettingsCache settings,
        IDispatchPace pace)
    {
        _store = store;
        _context = context;
        _run = run;
        _mail = mail;
        _turns = [.. Enumerable.Range(0, store.Partitions).Select(p => new PartitionTurn(p))];
        _queues = [.. context.Options.AllQueues.SelectMany(q => FormatDecisions.QueuesOf(q, context.Options.Format))];
        _settings = settings;
        _pace = pace;
    }

    public void Start() => _pace.Start(Turn);

    /// <summary>Work may be ready in any partition.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            foreach (PartitionTurn turn in _turns)
            {
                turn.IsWanted = true;
            }
        }

        _pace.Pulse();
    }

    /// <summary>An item of this worker has set a timer.</summary>
    public void TimerSet(int partition, StoreTime wake)
    {
        lock (_gate)
        {
            _turns[partition].Note(wake);
        }

        _pace.Pulse();
    }

    /// <summary>A slot is free, or something else is worth a look.</summary>
    public void SlotFreed() => _pace.Pulse();

    /// <summary>Stops claiming; ends when the last claim is over.</summary>
    public Task StopAsync()
    {
        _isStopping = true;
        return _pace.StopAsync();
    }

    /// <summary>Claims what is due; gives how long nothing will be, or null when it is over.</summary>
    private TimeSpan? Turn()
    {
        // Whoever is asked first gets the free slots: while all are busy, that must not be the same partition each time.
        int first = _first;
        for (int i = 0; i < _turns.Length; i++)
        {
            PartitionTurn turn = _turns[(first + i) % _turns.Length];
            if (!_isStopping && !turn.IsProbed && IsDue(turn))
            {
                Ask(turn);
            }
        }

        return _isStopping ? null : _turns.Min(Left);
    }

    private int Free => _context.Options.Concurrency - _context.Active.Count;

    private bool IsDue(PartitionTurn turn)
    {
        TimeSpan sincePoll = _context.Time.GetElapsedTime(turn.Polled);
        if (turn.Failures > 0)
        {
            return sincePoll >= turn.Backoff;
        }

        // A due timer is swept without a free slot, too: other workers may be idle and do not know of it.
        return ToWork(turn, sincePoll) <= TimeSpan.Zero || ToTimer(turn) <= TimeSpan.Zero || !turn.WasPolled || sincePoll >= _context.Options.PollEvery;
    }

    /// <summary>How long until what was heard of is looked for; work only when there is a slot for it.</summary>
    private TimeSpan ToWork(PartitionTurn turn, TimeSpan sincePoll) => Free > 0
        ? turn.IsWanted || turn.HasMore ? TimeSpan.Zero : TimeSpan.MaxValue
        : turn.IsWanted ? MailApart - sincePoll : TimeSpan.MaxValue;

    /// <summary>How long until the next timer is due; never less than it is on the store's own clock.</summary>
    private TimeSpan ToTimer(PartitionTurn turn)
    {
        lock (_gate)
        {
            return turn.NextWake?.Since(_context.Clocks[turn.Partition].Earliest) ?? TimeSpan.MaxValue;
        }
    }

    private void Ask(PartitionTurn turn)
    {
        turn.IsWanted = false;
        turn.WasPolled = true;
        turn.Polled = _context.Time.GetTimestamp();
        lock (_gate)
        {
            turn.Asking();
        }

        if (turn.Failures == 0)
        {
            Claim(turn);
        }
        else
        {
            turn.IsProbed = true;
            _ = ProbeAsync(turn);
        }
    }

    private void Claim(PartitionTurn turn)
    {
        int max = Math.Clamp(Free, 0, MaxPerClaim);
        try
        {
            _settings.EnsureAsync().AsTask().GetAwaiter().GetResult(); // this thread is the dispatcher's own
            long sent = _context.Clocks[turn.Partition].Sending();
            Answered(turn, _store.Claim(Request(turn, max)), sent, max);
        }
        catch (Exception e)
        {
            Failed(turn, e);
        }
    }

    /// <summary>
    /// Asks a partition that did not answer, without keeping the others waiting: a server that is gone may take seconds to be so each time. For no items, because
    /// the slots may have others by then; but what a lost answer brought, comes.
    /// </summary>
    private async Task ProbeAsync(PartitionTurn turn)
    {
        try
        {
            await _settings.EnsureAsync();
            long sent = _context.Clocks[turn.Partition].Sending();
            ClaimReply reply = await _store.ClaimAsync(Request(turn, 0));
            if (!_isStopping)
            {
                Answered(turn, reply, sent, 0);
            }
        }
        catch (Exception e)
        {
            Failed(turn, e);
        }
        finally
        {
            turn.IsProbed = false;
            SlotFreed();
        }
    }

    private void Answered(PartitionTurn turn, ClaimReply reply, long sent, int max)
    {
        _context.Clocks[turn.Partition].Answered(reply.Now, sent);
        turn.Sequence++;
        turn.Failures = 0;
        turn.HasMore = reply.Items.Count >= max; // with no free slot nothing was asked for, so there may be some
        lock (_gate)
        {
            turn.Answered(reply.NextWake);
        }

        if (_turns.All(t => t.Failures == 0))
        {
            _context.StoreAnswered();
        }

        if (turn.Partition == 0)
        {
            _settings.Heard(reply.Settings); // before the items run: what was set before they were claimed, counts for them
        }

        if (reply.Items.Count > 0)
        {
            _first = turn.Partition + 1;
        }

        foreach (ClaimedItem item in reply.Items)
        {
            _run(turn.Partition, item);
        }

        if (reply.Mail.Count > 0)
        {
            _mail(reply.Mail);
        }
    }

    private void Failed(PartitionTurn turn, Exception e)
    {
        // The same sequence number is asked again: what the lost answer brought is not lost.
        turn.Failures++;
        _context.CallFailed("Work could not be claimed", e);
    }

    private ClaimRequest Request(PartitionTurn turn, int max) => new()
    {
        Partition = turn.Partition,
        Worker = _context.Id,
        Presence = _context.Presence,
        PresenceFor = _context.Options.Lease,
        Queues = _queues,
        Paused = _settings.Known.Paused is { Count: > 0 } paused ? [.. _queues.Where(q => paused.Contains(FormatDecisions.QueueOf(q)))] : [],
        Max = max,
        Sequence = turn.Sequence,
        LeaseFor = _context.Options.Lease,
    };

    private TimeSpan Left(PartitionTurn turn)
    {
        if (turn.IsProbed)
        {
            return _context.Options.Poll; // its end is told
        }

        TimeSpan sincePoll = _context.Time.GetElapsedTime(turn.Polled);
        if (turn.Failures > 0)
        {
            return turn.Backoff - sincePoll;
        }

        TimeSpan toPoll = _context.Options.PollEvery - sincePoll;
        TimeSpan toWork = ToWork(turn, sincePoll);
        TimeSpan toTimer = ToTimer(turn);
        TimeSpan sooner = toWork < toTimer ? toWork : toTimer;
        return sooner < toPoll ? sooner : toPoll;
    }
}
