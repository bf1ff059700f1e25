using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cronos;
using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Core.Schedules;

/// <summary>The times of a schedule: those of its cron expression in its zone, between its start and its end, and how late each of them is on purpose.</summary>
internal sealed class ScheduleTimes
{
    private readonly CronExpression _cron;
    private readonly TimeZoneInfo _zone;
    private readonly StoreTime _from;
    private readonly StoreTime _to;
    private readonly TimeSpan _jitter;
    private readonly string _name;

    private ScheduleTimes(CronExpression cron, TimeZoneInfo zone, StoreTime from, StoreTime to, TimeSpan jitter, string name)
    {
        _cron = cron;
        _zone = zone;
        _from = from;
        _to = to;
        _jitter = jitter;
        _name = name;
    }

    /// <summary>The times of a definition.</summary>
    /// <exception cref="TickException"><c>TickCronInvalid</c>, <c>TickTimeZoneUnknown</c>.</exception>
    public static ScheduleTimes Of(ScheduleDefinition schedule)
    {
        string name = schedule.Name.ToLowerInvariant();
        CronExpression cron = CronText.Parse(schedule.Cron);
        TimeZoneInfo zone = ScheduleZone.Find(schedule.TimeZone);
        if (cron.GetNextOccurrence(DateTimeOffset.UnixEpoch, zone) is null)
        {
            throw CronText.Invalid(schedule.Cron, "no date fits it, ever.");
        }

        return new ScheduleTimes(
            cron,
            zone,
            schedule.Start is { } start ? StoreTime.From(start) : default,
            StoreTime.From(schedule.End ?? DateTimeOffset.MaxValue),
            schedule.Jitter,
            name);
    }

    /// <summary>The first time after a moment; null when there is none.</summary>
    public StoreTime? Next(StoreTime after)
    {
        StoreTime? next = after.Micros + 1 < _from.Micros ? Cron(_from, isInclusive: true) : Cron(after, isInclusive: false);
        return next <= _to ? next : null;
    }

    /// <summary>The last time up to a moment, that moment included; null when there is none.</summary>
    public StoreTime? Previous(StoreTime upTo)
    {
        DateTimeOffset until = (upTo < _to ? upTo : _to).ToDateTimeOffset();
        StoreTime? previous = _cron.GetPreviousOccurrence(until, _zone, inclusive: true) is { } time ? StoreTime.From(time) : null;
        return previous >= _from ? previous : null;
    }

    /// <summary>Times after a moment, as they are read in the zone.</summary>
    public IEnumerable<DateTimeOffset> After(StoreTime moment)
    {
        for (StoreTime? time = Next(moment); time is { } t; time = Next(t))
        {
            yield return InZone(t);
        }
    }

    /// <summary>A moment as it is read in the zone.</summary>
    public DateTimeOffset InZone(StoreTime time) => TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), _zone);

    /// <summary>The times of a range with its ends, in order, whatever the schedule's start and end are: for what a person asks for.</summary>
    public IEnumerable<StoreTime> Between(StoreTime first, StoreTime last)
    {
        for (StoreTime? time = Cron(first, isInclusive: true); time <= last; time = Cron(time!.Value, isInclusive: false))
        {
            yield return time.Value;
        }
    }

    /// <summary>
    /// When the run of a time is due: the time, or later by its jitter. That is the same whoever asks, and ends before the next time, so that runs are due in the
    /// order of their times.
    /// </summary>
    public StoreTime DueOf(StoreTime time)
    {
        if (_jitter <= TimeSpan.Zero)
        {
            return time;
        }

        TimeSpan most = Cron(time, isInclusive: false) is { } next && next.Since(time) < _jitter ? next.Since(time) : _jitter;
        uint share = BinaryPrimitives.ReadUInt32LittleEndian(Hash($"{_name}@{time}"));
        long micros = (long)(most.Ticks / TimeSpan.TicksPerMicrosecond * (share / (uint.MaxValue + 1.0)));
        return new StoreTime(time.Micros + micros);
    }

    private StoreTime? Cron(StoreTime from, bool isInclusive) =>
        _cron.GetNextOccurrence(from.ToDateTimeOffset(), _zone, isInclusive) is { } time ? StoreTime.From(time) : null;

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
