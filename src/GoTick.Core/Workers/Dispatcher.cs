using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// Dispatches: claims work for the free slots, when it is told of some, when a timer is due, and once a poll interval as a net. One thread, because
/// a monitor wakes more precisely than a task's delay.
/// </summary>
internal sealed class Dispatcher : IDisposable
{
    private const int MaxPerClaim = 16;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1.2);

    private readonly IFlowStore _store;
    private readonly WorkerContext _context;
    private readonly Action<int, ClaimedItem> _run;
    private readonly PartitionTurn[] _turns;
    private readonly object _gate = new();
    private readonly Thread _thread;
    private bool _isStopping;
    private bool _wasSignaled;

    public Dispatcher(IFlowStore store, WorkerContext context, Action<int, ClaimedItem> run)
    {
        _store = store;
        _context = context;
        _run = run;
        _turns = [.. Enumerable.Range(0, store.Partitions).Select(p => new PartitionTurn(p))];
        _thread = new Thread(Dispatch) { IsBackground = true, Name = "GoTick dispatcher" };
    }

    public void Start() => _thread.Start();

    /// <summary>Work may be ready in any partition.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            foreach (PartitionTurn turn in _turns)
            {
                turn.IsWanted = true;
            }

            _wasSignaled = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>An item of this worker has set a timer.</summary>
    public void TimerSet(int partition, StoreTime wake)
    {
        lock (_gate)
        {
            _turns[partition].Note(wake);
            _wasSignaled = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>A slot is free.</summary>
    public void SlotFreed()
    {
        lock (_gate)
        {
            _wasSignaled = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Stops claiming; returns when the last claim is over.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }

        if (_thread.IsAlive && _thread != Thread.CurrentThread)
        {
            _thread.Join();
        }
    }

    public void Dispose() => Stop();

    private void Dispatch()
    {
        while (true)
        {
            foreach (PartitionTurn turn in _turns)
            {
                if (_isStopping)
                {
                    return;
                }

                if (IsDue(turn))
                {
                    Claim(turn);
                }
            }

            if (!WaitForWork())
            {
                return;
            }
        }
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
        bool hasWork = (turn.IsWanted || turn.HasMore) && Free > 0;
        return hasWork || ToTimer(turn) <= TimeSpan.Zero || !turn.WasPolled || sincePoll >= _context.Options.PollEvery;
    }

    /// <summary>How long until the next timer is due; never less than it is on the store's own clock.</summary>
    private TimeSpan ToTimer(PartitionTurn turn)
    {
        lock (_gate)
        {
            return turn.NextWake?.Since(_context.Clocks[turn.Partition].Earliest) ?? TimeSpan.MaxValue;
        }
    }

    private void Claim(PartitionTurn turn)
    {
        int max = Math.Clamp(Free, 0, MaxPerClaim);
        turn.IsWanted = false;
        turn.WasPolled = true;
        turn.Polled = _context.Time.GetTimestamp();
        lock (_gate)
        {
            turn.Asking();
        }

        StoreClock clock = _context.Clocks[turn.Partition];
        try
        {
            long sent = clock.Sending();
            ClaimReply reply = _store.Claim(Request(turn, max));
            clock.Answered(reply.Now, sent);
            turn.Sequence++;
            turn.Failures = 0;
            turn.HasMore = reply.Items.Count == max; // with no free slot nothing was asked for, so there may be some
            lock (_gate)
            {
                turn.Answered(reply.NextWake);
            }

            _context.StoreAnswered();
            foreach (ClaimedItem item in reply.Items)
            {
                _run(turn.Partition, item);
            }
        }
        catch (StoreUnavailableException e)
        {
            // The same sequence number is asked again: what the lost answer brought is not lost.
            turn.Failures++;
            _context.StoreFailed(e);
        }
    }

    private ClaimRequest Request(PartitionTurn turn, int max) => new()
    {
        Partition = turn.Partition,
        Worker = _context.Id,
        Presence = _context.Presence,
        PresenceFor = _context.Options.Lease,
        Queues = _context.Options.Queues,
        Max = max,
        Sequence = turn.Sequence,
        LeaseFor = _context.Options.Lease,
    };

    private bool WaitForWork()
    {
        TimeSpan wait = _turns.Min(Left);
        if (wait > TimeSpan.Zero && wait <= Soon)
        {
            Thread.Sleep(0); // a monitor would wake too late
        }

        lock (_gate)
        {
            if (!_isStopping && !_wasSignaled && wait > Soon)
            {
                Monitor.Wait(_gate, wait - TimeSpan.FromMilliseconds(1));
            }

            _wasSignaled = false;
            return !_isStopping;
        }
    }

    private TimeSpan Left(PartitionTurn turn)
    {
        TimeSpan sincePoll = _context.Time.GetElapsedTime(turn.Polled);
        if (turn.Failures > 0)
        {
            return turn.Backoff - sincePoll;
        }

        if ((turn.IsWanted || turn.HasMore) && Free > 0)
        {
            return TimeSpan.Zero;
        }

        TimeSpan toPoll = _context.Options.PollEvery - sincePoll;
        return ToTimer(turn) is var toTimer && toTimer < toPoll ? toTimer : toPoll;
    }
}
