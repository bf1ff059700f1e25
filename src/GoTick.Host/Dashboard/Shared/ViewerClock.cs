using System.Globalization;
using TimeZoneConverter;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>Times as the viewer reads them: in the browser's zone.</summary>
public sealed class ViewerClock(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>The zone's name.</summary>
    public string Zone { get; private set; } = "UTC";

    /// <summary>Takes a zone; one that this machine does not know leaves UTC.</summary>
    public void Use(string zone)
    {
        if (TZConvert.TryGetTimeZoneInfo(zone, out TimeZoneInfo? known))
        {
            (_zone, Zone) = (known, zone);
        }
    }

    /// <summary>Short: the time of day, with the day unless it is today, and the year unless it is this one.</summary>
    public string Short(DateTimeOffset time)
    {
        DateTimeOffset local = Local(time);
        DateTimeOffset now = Local(_time.GetUtcNow());
        string format = local.Date == now.Date ? "HH:mm:ss" : local.Year == now.Year ? "MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>In full, with milliseconds and zone.</summary>
    public string Full(DateTimeOffset time) => Local(time).ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture);

    /// <summary>A time that the viewer wrote without a zone (<c>2026-01-31T13:00</c>); null when it is none.</summary>
    public DateTimeOffset? Parse(string? text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            return null;
        }

        DateTime bare = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(bare, _zone.GetUtcOffset(bare));
    }

    /// <summary>For a field of the browser.</summary>
    public string ForField(DateTimeOffset time) => Local(time).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone);
}
