using GoTick.Core.Flows;

namespace GoTick.Core.Tests.Flows;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(5_000, 300)]
    public void DelayAfter_Default_DoublesFromOneSecondToFiveMinutes(int attempt, double seconds) =>
        Assert.Equal(seconds, RetryPolicy.Default.DelayAfter(attempt).TotalSeconds);

    [Theory]
    [InlineData(0, 2, 300, 5_000, 0)]
    [InlineData(7, 1, 300, 100, 7)]
    [InlineData(10, 3, 5, 1, 5)]
    [InlineData(1.5, 2, 300, 0, 1.5)]
    public void DelayAfter_OddPolicies_StayWithinTheirBounds(double delay, double backoff, double most, int attempt, double seconds)
    {
        var policy = new RetryPolicy { RetryDelay = TimeSpan.FromSeconds(delay), Backoff = backoff, MaxRetryDelay = TimeSpan.FromSeconds(most) };
        Assert.Equal(seconds, policy.DelayAfter(attempt).TotalSeconds);
    }

    [Theory]
    [InlineData(0, 0.9, 8)]
    [InlineData(1, 0, 8)]
    [InlineData(1, 0.75, 2)]
    [InlineData(0.5, 0.5, 6)]
    public void DelayAfter_WithJitter_TakesThatMuchOff(double jitter, double chance, double seconds) =>
        Assert.Equal(seconds, new RetryPolicy { Jitter = jitter }.DelayAfter(4, chance).TotalSeconds);
}
