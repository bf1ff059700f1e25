using System.Globalization;

namespace GoTick.Core.Stores;

/// <summary>A moment on a partition's own clock: microseconds since 1970 UTC. Clients' clocks are never compared with it.</summary>
public readonly record struct StoreTime(long Micros) : IComparable<StoreTime>
{
    private static readonly long LastMicros = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time as people and scripts know it.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>From a date; what is finer than a microsecond is cut.</summary>
    public static StoreTime From(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>
    /// The moment <paramref name="span"/> later, at most the end of the year 9999; what is finer than a microsecond is rounded up, so that a sleep
    /// is never early.
    /// </summary>
    public StoreTime Plus(TimeSpan span)
    {
        (long micros, long rest) = Math.DivRem(span.Ticks, TimeSpan.TicksPerMicrosecond);
        long whole = rest > 0 ? micros + 1 : micros;
        return new(whole > LastMicros - Micros ? LastMicros : Micros + whole);
    }

    /// <summary>The span from an earlier moment to this one.</summary>
    public TimeSpan Since(StoreTime earlier) => TimeSpan.FromTicks((Micros - earlier.Micros) * TimeSpan.TicksPerMicrosecond);

    /// <inheritdoc/>
    public int CompareTo(StoreTime other) => Micros.CompareTo(other.Micros);

    /// <summary>Earlier than.</summary>
    public static bool operator <(StoreTime left, StoreTime right) => left.Micros < right.Micros;

    /// <summary>Later than.</summary>
    public static bool operator >(StoreTime left, StoreTime right) => left.Micros > right.Micros;

    /// <summary>Not later than.</summary>
    public static bool operator <=(StoreTime left, StoreTime right) => left.Micros <= right.Micros;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(StoreTime left, StoreTime right) => left.Micros >= right.Micros;

    /// <inheritdoc/>
    public override string ToString() => Micros.ToString(CultureInfo.InvariantCulture);
}
