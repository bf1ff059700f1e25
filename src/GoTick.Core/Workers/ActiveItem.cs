using GoTick.Core.Decisions;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>An item while it is being run, as the worker's actors see it.</summary>
internal sealed class ActiveItem(HeldItem item) : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stop = new();
    private volatile RunMessage.CancelAsked? _asked;
    private long _heard = item.SeenInbox;
    private ITimer? _limit;

    public HeldItem Item { get; } = item;

    /// <summary>Its number among all that the worker ever ran, from 1.</summary>
    public long Number { get; set; }

    /// <summary>The activation, once it is opened.</summary>
    public Activation? Activation { get; set; }

    /// <summary>Stops the running pipeline at once.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Somebody wants the run to end; null when nobody does.</summary>
    public RunMessage.CancelAsked? Asked => _asked;

    /// <summary>How many messages of the inbox the worker has looked at.</summary>
    public long Heard
    {
        get => Volatile.Read(ref _heard);
        set => Volatile.Write(ref _heard, value);
    }

    /// <summary>The run shall end: what runs of it is stopped, and its activation decides. A run that ends already is left alone.</summary>
    public void Cancel(RunMessage.CancelAsked asked)
    {
        if (Item.Header.BranchOf is null && !Item.Header.Fields.ContainsKey(HeaderFields.Ending))
        {
            _asked = asked;
            StopNow();
        }
    }

    /// <summary>Stops what runs when this time is over.</summary>
    public void LimitTo(StoreTime deadline, TimeProvider time) =>
        _limit = time.CreateTimer(_ => StopOrWaitOn(deadline), null, ToTimer(deadline), Timeout.InfiniteTimeSpan);

    /// <summary>Cancels <see cref="Stop"/>; does nothing once the item has ended, which may be while its lease is being renewed.</summary>
    public void StopNow()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself, between the keeper's look and its word.
        }
    }

    public void Dispose()
    {
        _limit?.Dispose();
        _stop.Dispose();
    }

    private void StopOrWaitOn(StoreTime deadline)
    {
        // By the store's clock, of which the timer knows nothing.
        if (deadline <= Item.Clock.Earliest)
        {
            StopNow();
        }
        else
        {
            _limit?.Change(ToTimer(deadline), Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan ToTimer(StoreTime deadline)
    {
        TimeSpan left = deadline.Since(Item.Clock.Earliest);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left > LongestTimer ? LongestTimer : left + TimeSpan.FromMilliseconds(1);
    }
}
