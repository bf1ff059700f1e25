using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Core.Schedules;

/// <summary>What a schedule would do, before it is made.</summary>
public static class SchedulePreview
{
    /// <summary>Its first times after a moment, as they are read in its zone.</summary>
    /// <param name="schedule">The schedule; its cron expression, zone, start and end count.</param>
    /// <param name="after">The moment.</param>
    /// <param name="count">How many, at most.</param>
    /// <exception cref="TickException"><c>TickCronInvalid</c>, naming the field; <c>TickTimeZoneUnknown</c>.</exception>
    public static IReadOnlyList<DateTimeOffset> Times(ScheduleDefinition schedule, DateTimeOffset after, int count) =>
        [.. ScheduleTimes.Of(schedule).After(StoreTime.From(after)).Take(count)];
}
