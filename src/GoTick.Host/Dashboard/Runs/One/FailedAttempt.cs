using GoTick.Core.Errors;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>An attempt of a step that failed.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="At">When it had failed.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Error">Why.</param>
/// <param name="RetryAt">When the next one was due; null when it was the last.</param>
public sealed record FailedAttempt(int Number, DateTimeOffset At, TimeSpan Took, FailureDetails Error, DateTimeOffset? RetryAt);
