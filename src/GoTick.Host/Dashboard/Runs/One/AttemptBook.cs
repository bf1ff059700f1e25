using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>The attempts of steps that failed. Those that succeeded are in the steps themselves.</summary>
public sealed class AttemptBook
{
    private readonly Dictionary<(string Key, StepKind Kind), List<FailedAttempt>> _attempts = [];

    /// <summary>The failed attempts of a step, in order.</summary>
    public IReadOnlyList<FailedAttempt> Of(string key, StepKind kind) => _attempts.TryGetValue((key, kind), out List<FailedAttempt>? list) ? list : [];

    internal void Clear() => _attempts.Clear();

    internal void Take(JournalEvent value)
    {
        FailedAttempt? attempt = value switch
        {
            StepAttemptFailed e => new FailedAttempt(e.Attempt, e.At.ToDateTimeOffset(), e.Took, e.Error, e.RetryAt.ToDateTimeOffset()),
            StepFailed e => new FailedAttempt(e.Attempt, e.At.ToDateTimeOffset(), e.Took, e.Error, null),
            ChildCompleted { Error: { } error } e => new FailedAttempt(1, e.At.ToDateTimeOffset(), TimeSpan.Zero, error, null),
            _ => null,
        };
        if (attempt is null || value is not StepEvent step)
        {
            return;
        }

        (string, StepKind) key = (step.Key.Text, step.StepKind);
        if (!_attempts.TryGetValue(key, out List<FailedAttempt>? list))
        {
            _attempts[key] = list = [];
        }

        list.Add(attempt);
    }
}
