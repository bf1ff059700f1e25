using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores;

public sealed class StoreTimeTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 101)]
    [InlineData(10, 101)]
    [InlineData(11, 102)]
    [InlineData(-11, 99)]
    public void Plus_FinerThanAMicrosecond_IsNeverEarly(long ticks, long micros) =>
        Assert.Equal(micros, new StoreTime(100).Plus(TimeSpan.FromTicks(ticks)).Micros);

    [Fact]
    public void Plus_Endless_IsTheEndOfTheCalendar()
    {
        StoreTime end = StoreTime.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).Plus(TimeSpan.MaxValue);
        Assert.Equal(9999, end.ToDateTimeOffset().Year);
        Assert.Equal(end, end.Plus(TimeSpan.MaxValue));
    }
}
