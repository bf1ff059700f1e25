using GoTick.PowerShell.Display;

namespace GoTick.PowerShell.Tests.Display;

public sealed class SpanTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(0.0244, "24 ms")]
    [InlineData(3.14, "3.1 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(120, "2 min")]
    [InlineData(12_000, "3 h 20 min")]
    [InlineData(187_200, "2 d 4 h")]
    public void Text_Seconds_IsForPeople(double seconds, string text) => Assert.Equal(text, Span.Text(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(2.1, "3 s")]
    [InlineData(-1, "0 s")]
    [InlineData(61, "1 min 1 s")]
    public void Countdown_Seconds_IsWhole(double seconds, string text) => Assert.Equal(text, Span.Countdown(TimeSpan.FromSeconds(seconds)));
}
