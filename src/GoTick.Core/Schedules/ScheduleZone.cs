using GoTick.Core.Errors;
using TimeZoneConverter;

namespace GoTick.Core.Schedules;

/// <summary>Time zones by name. Daylight saving time is the machine's data.</summary>
internal static class ScheduleZone
{
    /// <summary>The zone of an IANA id (<c>Europe/Berlin</c>) or a Windows id (<c>W. Europe Standard Time</c>), on every system.</summary>
    /// <exception cref="TickException"><c>TickTimeZoneUnknown</c>.</exception>
    public static TimeZoneInfo Find(string id) =>
        // Not by the runtime alone: without ICU, as here, it knows only the ids of its own system.
        TZConvert.TryGetTimeZoneInfo(id, out TimeZoneInfo? zone)
            ? zone
            : throw new TickException(
                TickErrorId.TimeZoneUnknown,
                TickErrorKind.InvalidInput,
                $"There is no time zone '{id}' on this machine. Use an IANA id such as 'Europe/Berlin', a Windows id such as 'W. Europe Standard Time', or 'UTC'.")
            { Target = id };
}
