using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    private (StepKey Key, StepKind Kind, RetryPolicy Retry, StoreTime First, long Began)? _step;

    /// <inheritdoc/>
    public StepEntry EnterStep(string name, StepKind kind, RetryPolicy retry, SourcePosition where) =>
        Enter(_journal.Reserve(StepKey.CheckName(name), kind, where), kind, retry, where);

    private StepEntry Enter(StepKey key, StepKind kind, RetryPolicy retry, SourcePosition where)
    {
        StepAttemptFailed? lastFailure = null;
        StoreTime? first = null;
        int branchAttempt = _journal.BranchAttempt;
        while (true)
        {
            StepEvent? next = _journal.NextOf(key, kind, where);
            if (_journal.BranchAttempt != branchAttempt)
            {
                // The step ended an earlier attempt of its branch. It begins anew, with all its attempts and its time.
                branchAttempt = _journal.BranchAttempt;
                lastFailure = null;
                first = null;
            }

            switch (next)
            {
                case StepCompleted done:
                    return new StepEntry.Recorded(key, done.Value);
                case StepFailed failed:
                    return new StepEntry.RecordedFailure(key, failed.Error, failed.Attempt);
                case StepAttemptFailed failed:
                    first ??= new StoreTime(failed.At.Micros - (failed.Took.Ticks / TimeSpan.TicksPerMicrosecond));
                    lastFailure = failed;
                    continue;
                case null when lastFailure is null:
                    return Begin(key, kind, retry, 1, _item.Clock.Latest);
                case null:
                    // The claim may have come before the wait was over (another message, a takeover).
                    return WaitUntil(lastFailure.RetryAt)
                        ? Begin(key, kind, retry, lastFailure.Attempt + 1, first!.Value)
                        : new StepEntry.Suspended();
                case var odd:
                    throw new InvalidOperationException($"Unexpected event {odd} of step '{key}'.");
            }
        }
    }

    /// <inheritdoc/>
    public void RecordValue(StepEntry.Run step, Payload value)
    {
        (StepKey key, StepKind kind, _, _, long began) = Current(step);
        Payload kept = value.Checked($"The value of step '{key}'");
        Commit(StepDecisions.Complete(key, kind, step.Attempt, kept, _services.Time.GetElapsedTime(began), _item.Clock.Latest));
        EndStep();
        LeaveLimit();
    }

    /// <inheritdoc/>
    public StepFailureVerdict RecordFailure(StepEntry.Run step, FailureDetails error)
    {
        (StepKey key, StepKind kind, RetryPolicy retry, StoreTime first, long began) = Current(step);
        StoreTime now = _item.Clock.Latest;
        BlockEvent verdict = StepDecisions.Fail(
            key, kind, retry, step.Attempt, first, error, _services.Time.GetElapsedTime(began), now, Random.Shared.NextDouble());
        EndStep();
        if (verdict is not StepAttemptFailed retryLater)
        {
            Commit(verdict);
            LeaveLimit();
            _failedAtEnd += Ending is null ? 0 : 1;
            return new StepFailureVerdict.Final(step.Attempt);
        }

        bool isOver = RecordAndWait(retryLater, retryLater.RetryAt);
        LeaveLimit();
        return isOver
            && Begin(key, kind, retry, step.Attempt + 1, first) is StepEntry.Run again
            ? new StepFailureVerdict.RunAgain(again)
            : new StepFailureVerdict.Suspended();
    }

    /// <inheritdoc/>
    public bool Sleep(string? name, TimeSpan? duration, DateTimeOffset? until, SourcePosition where)
    {
        StepKey key = _journal.Reserve(name is null ? "sleep" : StepKey.CheckName(name), StepKind.Sleep, where);
        if (_journal.NextOf(key, StepKind.Sleep, where) is SleepStarted recorded)
        {
            if (!_journal.HasMore && !WaitUntil(recorded.Due))
            {
                return false;
            }

            _logicalTime = Later(_logicalTime, recorded.Due);
            return true;
        }

        StoreTime now = _item.Clock.Latest;
        StoreTime due = until is { } at ? Stores.StoreTime.From(at) : now.Plus(duration ?? TimeSpan.Zero);
        if (!RecordAndWait(new SleepStarted { At = now, Key = key, Due = due }, due))
        {
            return false;
        }

        _logicalTime = Later(_logicalTime, due);
        return true;
    }

    private StepEntry Begin(StepKey key, StepKind kind, RetryPolicy retry, int attempt, StoreTime first)
    {
        StoreTime now = _item.Clock.Latest;
        if (_item.Suspension is { } order)
        {
            // Here and not within a block, which is all or nothing.
            Commit(SuspendDecisions.Park(_item.Header, () => Start.Flow, order.Asked, order.MessageIds, order.SeenInbox, now));
            return new StepEntry.Suspended();
        }

        if (!IsAdmitted(key))
        {
            return new StepEntry.Suspended();
        }

        _step = (key, kind, retry, first, _services.Time.GetTimestamp());
        ShowStep(key);
        return new StepEntry.Run(key, attempt, StepDecisions.Deadline(retry, first, now)?.ToDateTimeOffset());
    }

    private void LeaveLimit()
    {
        if (_permit is not null)
        {
            LeaveLimitAsync().GetAwaiter().GetResult(); // on the slot's own thread
        }
    }

    private (StepKey Key, StepKind Kind, RetryPolicy Retry, StoreTime First, long Began) Current(StepEntry.Run step) =>
        _step is { } current && current.Key == step.Key
            ? current
            : throw new InvalidOperationException($"'{step.Key}' is not the step that was entered last.");

    private void EndStep()
    {
        _step = null;
        ShowStep(null);
    }

    /// <summary>Records an event that begins a wait. True: the wait is over already (it was short and spent in the slot).</summary>
    private bool RecordAndWait(JournalEvent begins, StoreTime due)
    {
        TimeSpan left = due.Since(_item.Clock.Latest);
        if (left <= _services.ParkUpTo)
        {
            // The timer is committed before the slot waits, so that a crash here is an ordinary takeover.
            Commit(begins);
            SlotWait.Until(_item.Clock, due);
            return true;
        }

        Commit(new Decision { Events = [begins], Verbs = [new Verb.Sleep(_item.SeenInbox, due, Band.Started)] });
        return false;
    }

    /// <summary>Goes on with a recorded wait. True: it is over.</summary>
    private bool WaitUntil(StoreTime due)
    {
        TimeSpan left = due.Since(_item.Clock.Earliest);
        if (left <= _services.ParkUpTo)
        {
            SlotWait.Until(_item.Clock, due);
            return true;
        }

        Commit(new Decision { Verbs = [new Verb.Sleep(_item.SeenInbox, due, Band.Started)] });
        return false;
    }
}
