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
    private volatile bool _isStopping;
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

    /// <summary>A slot is free, or something else is worth a look.</summary>
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

                if (!turn.IsProbed && IsDue(turn))
                {
                    Ask(turn);
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
        return hasWork || ToTimer(turn) <= TimeSpan.Zero || !turn.WasPolled || sincePoll >= _context.Options.Poll;
    }

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
            long sent = _context.Clocks[turn.Partition].Sending();
            Answered(turn, _store.Claim(Request(turn, max)), sent, max);
        }
        catch (StoreUnavailableException e)
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
            long sent = _context.Clocks[turn.Partition].Sending();
            ClaimReply reply = await _store.ClaimAsync(Request(turn, 0));
            if (!_isStopping)
            {
                Answered(turn, reply, sent, 0);
            }
        }
        catch (StoreUnavailableException e)
        {
            Failed(turn, e);
        }
        catch (Exception)
        {
            turn.Failures = 0; // a bug: the next claim shall meet it on the dispatcher's own thread, not unseen on this one
            throw;
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

        foreach (ClaimedItem item in reply.Items)
        {
            _run(turn.Partition, item);
        }
    }

    private void Failed(PartitionTurn turn, StoreUnavailableException e)
    {
        // The same sequence number is asked again: what the lost answer brought is not lost.
        turn.Failures++;
        _context.StoreFailed(e);
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
        if (turn.IsProbed)
        {
            return _context.Options.Poll; // its end is told
        }

        TimeSpan sincePoll = _context.Time.GetElapsedTime(turn.Polled);
        if (turn.Failures > 0)
        {
            return turn.Backoff - sincePoll;
        }

        if ((turn.IsWanted || turn.HasMore) && Free > 0)
        {
            return TimeSpan.Zero;
        }

        TimeSpan toPoll = _context.Options.Poll - sincePoll;
        return ToTimer(turn) is var toTimer && toTimer < toPoll ? toTimer : toPoll;
    }
}
