using Cronos;
using CsCheck;
using GoTick.Core.Errors;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;
using Xunit;

namespace GoTick.Core.Tests.Schedules;

/// <summary>When a schedule's times are.</summary>
public sealed class ScheduleTimesTests
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Cron = OneOf(
        "* * * * *", "*/7 * * * *", "30 2 * * *", "0 0 1 * *", "15 3 * * SUN", "0 0 29 2 *", "*/5 * * * * *", "0 30 1,2,3 * * *", "0 0 L * *", "5 4-6 * 3,10 *");

    private static readonly Gen<string> Zone = OneOf("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe");

    [Fact]
    public void Next_AnyExpressionAndZone_IsThatOfCronos() => Gen.Select(Cron, Zone, Gen.Long[0, 4L * 365 * 86_400_000_000]).Sample((cron, zone, micros) =>
    {
        DateTimeOffset after = Epoch.AddTicks(micros * 10);
        CronExpression expected = CronText.Parse(cron);
        TimeZoneInfo info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var times = ScheduleTimes.Of(Schedule(cron, zone));

        Assert.Equal(expected.GetNextOccurrence(after, info), times.Next(StoreTime.From(after))?.ToDateTimeOffset());
        Assert.Equal(expected.GetPreviousOccurrence(after, info, inclusive: true), times.Previous(StoreTime.From(after))?.ToDateTimeOffset());
        Assert.Equal(
            expected.GetOccurrences(after, after.AddDays(400), info).Take(5),
            times.Between(StoreTime.From(after), StoreTime.From(after.AddDays(400))).Take(5).Select(t => t.ToDateTimeOffset()));
    });

    [Theory]
    // Spring: 02:30 does not exist; it comes at the moment at which the clock is set on.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00")]
    [InlineData("30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", "2026-03-08T03:00:00-04:00", "2026-03-09T02:30:00-04:00")]
    // Autumn: 02:30 is there twice; a fixed time comes once, the first time.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00")]
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", "2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00")]
    // What comes every so often, comes in both hours.
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-25T00:29:00Z", "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00", "2026-10-25T03:00:00+01:00")]
    [InlineData("0 * * * *", "Europe/Berlin", "2026-03-29T00:01:00Z", "2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00")]
    public void After_DaysOnWhichTheClockIsSet_AreAsDocumented(string cron, string zone, string after, params string[] expected)
    {
        IEnumerable<DateTimeOffset> times = ScheduleTimes.Of(Schedule(cron, zone)).After(StoreTime.From(At(after)));

        Assert.Equal(expected.Select(At), times.Take(expected.Length));
        Assert.Equal(expected.Select(e => At(e).Offset), times.Take(expected.Length).Select(t => t.Offset));
    }

    [Fact]
    public void DueOf_AnyJitter_IsNeverEarlyAndBeforeTheNextAndTheSameForAll() => Gen.Select(Cron, Gen.Int[1, 86_400], Gen.Long[0, 400L * 86_400]).Sample((cron, jitter, second) =>
    {
        ScheduleDefinition schedule = Schedule(cron, "Europe/Berlin") with { Jitter = TimeSpan.FromSeconds(jitter) };
        var times = ScheduleTimes.Of(schedule);
        StoreTime time = times.Next(StoreTime.From(Epoch.AddSeconds(second)))!.Value;
        StoreTime next = times.Next(time)!.Value;

        StoreTime due = times.DueOf(time);

        Assert.True(due >= time && due < next && due.Since(time) < schedule.Jitter, $"{time} {due} {next}");
        Assert.Equal(due, ScheduleTimes.Of(schedule with { Name = "S" }).DueOf(time));
    });

    [Fact]
    public void DueOf_ManySchedulesOfOneTime_AreSpread()
    {
        StoreTime time = StoreTime.From(Epoch);
        int[] minutes = [.. Enumerable.Range(0, 1_000).Select(i =>
            (int)ScheduleTimes.Of(Schedule("@daily", "UTC") with { Name = $"s{i}", Jitter = TimeSpan.FromMinutes(10) }).DueOf(time).Since(time).TotalMinutes)];

        Assert.All(minutes.GroupBy(m => m), g => Assert.InRange(g.Count(), 50, 150));
        Assert.Equal(10, minutes.Distinct().Count());
    }

    [Fact]
    public void Next_StartAndEnd_AreTheFirstAndLastTimes()
    {
        var times = ScheduleTimes.Of(Schedule("@hourly", "UTC") with { Start = Epoch.AddHours(2), End = Epoch.AddHours(4) });

        Assert.Equal([2, 3, 4], times.After(default).Select(t => t.Hour));
        Assert.Null(times.Previous(StoreTime.From(Epoch.AddHours(1))));
        Assert.Equal(StoreTime.From(Epoch.AddHours(4)), times.Previous(StoreTime.From(Epoch.AddDays(9))));
    }

    [Theory]
    [InlineData("Europe/Berlin", 1)]
    [InlineData("W. Europe Standard Time", 1)]
    [InlineData("Eastern Standard Time", -5)]
    [InlineData("UTC", 0)]
    public void Find_IanaAndWindowsIds_AreKnown(string id, int hours) => Assert.Equal(TimeSpan.FromHours(hours), ScheduleZone.Find(id).GetUtcOffset(Epoch));

    [Theory]
    [InlineData("Europe/Atlantis")]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    public void Find_AnyOther_IsUnknown(string id)
    {
        TickException error = Assert.Throws<TickException>(() => ScheduleZone.Find(id));

        Assert.Equal((TickErrorId.TimeZoneUnknown, id), (error.ErrorId, error.Target));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ScheduleDefinition Schedule(string cron, string zone) => new() { Name = "s", Flow = "f", Cron = cron, TimeZone = zone };
}
