using GoTick.Core.Client;
using GoTick.Core.Limits;

namespace GoTick;

/// <summary>A limit as it was when it was looked up.</summary>
public sealed class TickLimit
{
    internal TickLimit(LimitView limit, string store)
    {
        Name = limit.Name.Text;
        Concurrency = limit.Set?.Concurrency;
        PerSecond = RateOf(limit, LimitUnit.Second);
        PerMinute = RateOf(limit, LimitUnit.Minute);
        PerHour = RateOf(limit, LimitUnit.Hour);
        Holders = limit.Holders;
        Waiting = limit.Waiting;
        Next = limit.Next;
        IsSet = limit.Set is not null;
        Store = store;
    }

    /// <summary>Its name: <c>flow:NAME</c>, <c>key:NAME</c> or <c>step:NAME</c>.</summary>
    public string Name { get; }

    /// <summary>The most at one time, as it was set; null when that was not.</summary>
    public int? Concurrency { get; }

    /// <summary>How many may begin a second; null when that was not set.</summary>
    public int? PerSecond { get; }

    /// <summary>How many may begin a minute; null when that was not set.</summary>
    public int? PerMinute { get; }

    /// <summary>How many may begin an hour; null when that was not set.</summary>
    public int? PerHour { get; }

    /// <summary>How many hold a permit: runs that have begun and not ended, or steps that run.</summary>
    public int Holders { get; }

    /// <summary>How many wait for one.</summary>
    public int Waiting { get; }

    /// <summary>When the rate lets the next one through; null when that is now.</summary>
    public DateTimeOffset? Next { get; }

    /// <summary>True when <c>Set-TickLimit</c> made it; else it comes from a flow's <c>MaxConcurrency</c>.</summary>
    public bool IsSet { get; }

    /// <summary>The store, without user and password.</summary>
    public string Store { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int? RateOf(LimitView limit, LimitUnit unit) => limit.Set?.Rate is { } rate && rate.Unit == unit ? rate.Count : null;
}
