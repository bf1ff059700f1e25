using System.Text.Json.Serialization;

namespace GoTick.Core.Flows;

/// <summary>How often and when a failed step or branch is tried again. The same numbers apply to all attempts of one step.</summary>
public sealed record RetryPolicy
{
    /// <summary>The default of tasks, memos and branches.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>All attempts together, the first included; 0 = until <see cref="Timeout"/> is over. Default 3, at least 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The wait before the second attempt. Default 1 s, at least 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What each further wait is multiplied by. Default 2, at least 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double Backoff { get; init; } = 2;

    /// <summary>The longest wait between two attempts. Default 5 min.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How much of each wait is left to chance, so that what failed together is not tried again together: 0 (none, the default) to 1 (anything between no wait
    /// and the whole one, known as full jitter).
    /// </summary>
    public double Jitter { get; init; }

    /// <summary>The time for all attempts and the waits between them, from the first attempt on; null = no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The time for one attempt; null = no limit.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>Errors that are final at once: full error ids, their part before the first comma, or exception type names (with or without namespace).</summary>
    public IReadOnlyList<string> NoRetryOn { get; init; } = [];

    /// <summary>The wait after a failed attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="chance">A random number, 0 to below 1; how much of the <see cref="Jitter"/> is taken off.</param>
    public TimeSpan DelayAfter(int attempt, double chance = 0)
    {
        double factor = Math.Pow(Backoff, Math.Max(0, attempt - 1));
        double ticks = Math.Min(RetryDelay.Ticks * factor, MaxRetryDelay.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (1 - (Jitter * chance))));
    }
}
