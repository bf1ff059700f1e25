using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>What follows when a step's block ends or fails.</summary>
internal static class StepDecisions
{
    /// <summary>The block ended well.</summary>
    public static StepCompleted Complete(StepKey key, StepKind kind, int attempt, Payload value, TimeSpan took, StoreTime now) =>
        new() { At = now, Key = key, Kind = kind, Attempt = attempt, Value = value, Took = took };

    /// <summary>The block failed: a retry with its time, or the end of the step.</summary>
    /// <param name="key">The step.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="retry">The caller's policy.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="firstAttempt">When the first attempt began; <see cref="RetryPolicy.Timeout"/> counts from it.</param>
    /// <param name="error">Why.</param>
    /// <param name="took">How long the attempt took.</param>
    /// <param name="now">The time.</param>
    /// <param name="chance">A random number, 0 to below 1, for <see cref="RetryPolicy.Jitter"/>. The journal keeps what follows from it.</param>
    public static BlockEvent Fail(
        StepKey key, StepKind kind, RetryPolicy retry, int attempt, StoreTime firstAttempt, FailureDetails error, TimeSpan took, StoreTime now, double chance = 0)
    {
        StoreTime due = now.Plus(retry.DelayAfter(attempt, chance));
        return MayRetry(retry, attempt, firstAttempt, error, due)
            ? new StepAttemptFailed { At = now, Key = key, Kind = kind, Attempt = attempt, Error = error, Took = took, RetryAt = due }
            : new StepFailed { At = now, Key = key, Kind = kind, Attempt = attempt, Error = error, Took = took };
    }

    /// <summary>True when one more attempt, due at <paramref name="due"/>, is allowed.</summary>
    public static bool MayRetry(RetryPolicy retry, int attempt, StoreTime firstAttempt, FailureDetails error, StoreTime due)
    {
        bool attemptsLeft = retry.MaxAttempts == 0 || attempt < retry.MaxAttempts;
        bool timeLeft = retry.Timeout is not { } timeout || due < firstAttempt.Plus(timeout);
        return attemptsLeft && timeLeft && !retry.NoRetryOn.Any(pattern => Names(pattern, error));
    }

    /// <summary>When the attempt must be over; null = no limit.</summary>
    public static StoreTime? Deadline(RetryPolicy retry, StoreTime firstAttempt, StoreTime now)
    {
        StoreTime? ofAttempt = retry.AttemptTimeout is { } attempt ? now.Plus(attempt) : null;
        StoreTime? ofAll = retry.Timeout is { } all ? firstAttempt.Plus(all) : null;
        return (ofAttempt, ofAll) switch
        {
            ({ } a, { } b) => a < b ? a : b,
            _ => ofAttempt ?? ofAll,
        };
    }

    private static bool Names(string pattern, FailureDetails error) =>
        Same(pattern, error.ErrorId)
        || Same(pattern, error.ErrorId.Split(',')[0])
        || (error.Type is { } type && (Same(pattern, type) || Same(pattern, type[(type.LastIndexOf('.') + 1)..])))
        // PowerShell wraps what a .NET method throws; what people name is the exception inside, as in a typed catch.
        || (error.Causes is [var inside] && Names(pattern, inside));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
