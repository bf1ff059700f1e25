using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Decisions;

public sealed class StepDecisionsTests
{
    private static readonly StepKey Key = StepKey.Of("s", 1);
    private static readonly StoreTime Now = new(1_000_000_000);

    /// <summary>Attempts allowed, attempt that failed, seconds since the first, timeout, the error that is final; seconds to the retry, or none.</summary>
    public static TheoryData<int, int, int, int?, string?, double?> Failures => new()
    {
        { 3, 1, 0, null, null, 1 },
        { 3, 2, 0, null, null, 2 },
        { 3, 3, 0, null, null, null },
        { 1, 1, 0, null, null, null },
        { 0, 999, 0, null, null, 300 },
        { 0, 4, 90, 100, null, 8 },
        { 0, 5, 90, 100, null, null },
        { 0, 4, 92, 100, null, null },
        { 3, 1, 0, null, "E,Invoke-Thing", null },
        { 3, 1, 0, null, "e", null },
        { 3, 1, 0, null, "System.IO.IOException", null },
        { 3, 1, 0, null, "ioexception", null },
        { 3, 1, 0, null, "Exception", 1 },
        { 3, 1, 0, null, "Invoke-Thing", 1 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Fail_OfAnAttempt_IsARetryWithItsTimeOrTheEnd(int max, int attempt, int since, int? timeout, string? final, double? retryAfter)
    {
        var policy = new RetryPolicy
        {
            MaxAttempts = max,
            Timeout = timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            NoRetryOn = final is null ? [] : [final],
        };
        var error = new FailureDetails { ErrorId = "E,Invoke-Thing", Message = "m", Type = "System.IO.IOException" };

        BlockEvent found = StepDecisions.Fail(
            Key, StepKind.Task, policy, attempt, new StoreTime(Now.Micros - (since * 1_000_000L)), error, TimeSpan.FromSeconds(1), Now);

        Assert.Equal((Key, StepKind.Task, attempt, Now), (found.Key, found.Kind, found.Attempt, found.At));
        if (retryAfter is { } wait)
        {
            Assert.Equal(wait, Assert.IsType<StepAttemptFailed>(found).RetryAt.Since(Now).TotalSeconds);
        }
        else
        {
            Assert.Same(error, Assert.IsType<StepFailed>(found).Error);
        }
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(5.0, null, 5.0)]
    [InlineData(null, 60.0, 50.0)]
    [InlineData(5.0, 60.0, 5.0)]
    [InlineData(55.0, 60.0, 50.0)]
    public void Deadline_OfAnAttempt_IsTheEarlierOfItsOwnAndThatOfAll(double? ofAttempt, double? ofAll, double? expected)
    {
        var policy = new RetryPolicy { AttemptTimeout = Seconds(ofAttempt), Timeout = Seconds(ofAll) };
        var first = new StoreTime(Now.Micros - 10_000_000);
        Assert.Equal(expected, StepDecisions.Deadline(policy, first, Now)?.Since(Now).TotalSeconds);
    }

    private static TimeSpan? Seconds(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;
}
