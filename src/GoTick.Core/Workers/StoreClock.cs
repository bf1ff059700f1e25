using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// The partition's clock as a worker can know it between two answers: an answer's time plus what has passed since. The machine's wall clock
/// plays no part, so that a wrong one does no harm.
/// </summary>
internal sealed class StoreClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private StoreTime _answered;
    private long _sent;
    private long _received;

    /// <summary>Never behind the store's clock: a sleep that begins now, ends not early.</summary>
    public StoreTime Latest
    {
        get
        {
            lock (_lock)
            {
                return _answered.Plus(time.GetElapsedTime(_sent));
            }
        }
    }

    /// <summary>Never ahead of the store's clock: a timer that is due by this, is due there.</summary>
    public StoreTime Earliest
    {
        get
        {
            lock (_lock)
            {
                return _answered.Plus(time.GetElapsedTime(_received));
            }
        }
    }

    /// <summary>The time stamp to hand to <see cref="Answered"/>; taken before the call is sent.</summary>
    public long Sending() => time.GetTimestamp();

    /// <summary>An answer came.</summary>
    public void Answered(StoreTime now, long sent)
    {
        long received = time.GetTimestamp();
        lock (_lock)
        {
            _answered = now;
            _sent = sent;
            _received = received;
        }
    }
}
