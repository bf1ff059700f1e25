using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Schedules;

/// <summary>What a schedule may be.</summary>
internal static class ScheduleRules
{
    private static readonly TimeSpan MostJitter = TimeSpan.FromDays(1);
    private static readonly TimeSpan MostWindow = TimeSpan.FromDays(366);

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="TickException">
    /// <c>TickScheduleNameInvalid</c>, <c>TickCronInvalid</c>, <c>TickTimeZoneUnknown</c>, <c>TickArgumentInvalid</c>, <c>TickPayloadTooLarge</c>.
    /// </exception>
    public static void Check(ScheduleDefinition schedule)
    {
        ScheduleName.ItemOf(schedule.Name);
        ScheduleTimes.Of(schedule);
        schedule.Arguments.Checked("The arguments");
        Check("The jitter", schedule.Jitter, MostJitter);
        Check("The window", schedule.MisfireWindow, MostWindow);
        if (schedule.End < schedule.Start)
        {
            throw Invalid($"The schedule would end ({schedule.End:u}) before it starts ({schedule.Start:u}).");
        }

        if (schedule.Priority is < -100 or > 100)
        {
            throw Invalid($"The priority is {schedule.Priority}; it can be -100 to 100.");
        }
    }

    /// <summary>The schedule that a flow's text declares; null when it declares none.</summary>
    /// <exception cref="TickException"><c>TickCronInvalid</c>, <c>TickTimeZoneUnknown</c>, <c>TickArgumentInvalid</c>.</exception>
    public static ScheduleDefinition? OfFlow(FlowDefinition flow)
    {
        if (flow.Settings.Schedule is not { } cron)
        {
            return flow.Settings.TimeZone is null ? null : throw Invalid($"Flow '{flow.Name}' names a time zone without a schedule: [TickFlow(Schedule = '…', TimeZone = '…')].");
        }

        if (flow.Parameters.FirstOrDefault(p => p.IsMandatory) is { } parameter)
        {
            throw Invalid(
                $"Flow '{flow.Name}' has a schedule in its text, which gives no arguments, but needs '{parameter.Name}'. Give the parameter a default, "
                + "or take the schedule out of the text: Register-TickSchedule has -Arguments.");
        }

        var schedule = new ScheduleDefinition
        {
            Name = ScheduleName.OfFlow(flow.Name),
            Flow = flow.Name,
            Cron = cron,
            TimeZone = flow.Settings.TimeZone ?? ScheduleDefinition.Utc,
            IsFromFlow = true,
        };
        Check(schedule);
        return schedule;
    }

    private static void Check(string what, TimeSpan value, TimeSpan most)
    {
        if (value < TimeSpan.Zero || value > most)
        {
            throw Invalid($"{what} is {value}; it can be 0 to {most.TotalDays:0} days.");
        }
    }

    private static TickException Invalid(string message) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message);
}
