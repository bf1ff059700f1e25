using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    private readonly HeldInbox _inbox;

    /// <inheritdoc/>
    public ReceivedSignal? WaitForSignal(string name, TimeSpan? timeout, SourcePosition where)
    {
        StepKey key = _journal.Reserve(StepKey.CheckName(name), StepKind.Signal, where);
        if (Branch is not null)
        {
            throw SignalDecisions.InBranch(
                name, $"Signal '{name}' cannot be waited for in a branch: signals go to the run. Wait for it in the flow, before or after its branches.");
        }

        SignalWaitStarted? begun = null;
        while (true)
        {
            switch (_journal.NextOf(key, StepKind.Signal, where))
            {
                case SignalWaitStarted started:
                    begun = started;
                    continue;
                case SignalReceived got:
                    _inbox.Took(got.Message);
                    return new ReceivedSignal(got.Value, got.By);
                case SignalTimedOut:
                    throw SignalDecisions.TimedOut(name);
                case null:
                    return Await(key, name, timeout, begun);
                case var odd:
                    throw new InvalidOperationException($"Unexpected event {odd} of step '{key}'.");
            }
        }
    }

    /// <inheritdoc/>
    public void SendSignal(SignalRequest request, SourcePosition where)
    {
        StepKey key = _journal.Reserve("send:" + StepKey.CheckName(request.Name), StepKind.Send, where);
        switch (_journal.NextOf(key, StepKind.Send, where))
        {
            case StepCompleted:
                return;
            case StepFailed failed:
                throw Refused(failed.Error);
        }

        // The id follows from the step: a signal whose recording was lost is sent again under the same id, which the run takes once.
        SignalRequest once = request with { Id = request.Id ?? DerivedId.Of(_item.Header, key), By = request.By ?? $"run {Run.Id}" };
        try
        {
            _item.Read((_, cancel) => new ValueTask<string>(_services.Send(once, cancel)));
        }
        catch (TickException e) when (e is not StoreUnavailableException and not LeaseLostException)
        {
            var error = new FailureDetails { ErrorId = e.ErrorId, Message = e.Message, Type = e.GetType().FullName };
            Commit(new StepFailed { At = _item.Clock.Latest, Key = key, Kind = StepKind.Send, Error = error });
            throw Refused(error);
        }

        Commit(StepDecisions.Complete(key, StepKind.Send, 1, Payload.None, TimeSpan.Zero, _item.Clock.Latest));
    }

    private ReceivedSignal? Await(StepKey key, string name, TimeSpan? timeout, SignalWaitStarted? begun)
    {
        if (Take(key, name, begun) is { } early)
        {
            return early;
        }

        StoreTime now = _item.Clock.Latest;
        StoreTime? due = begun is not null ? begun.Due : timeout is { } time ? now.Plus(time) : null;
        if (IsOver(due, now, begun))
        {
            // What came in the last moment, came in time.
            _inbox.LookAgain();
            if (Take(key, name, begun) is { } late)
            {
                return late;
            }

            Commit(SignalDecisions.TimeOut(key, begun is not null, _inbox.TakeLate(), _item.Clock.Latest));
            throw SignalDecisions.TimedOut(name);
        }

        IReadOnlyList<string> repeats = _inbox.TakeLate();
        Commit(begun is null
            ? SignalDecisions.Wait(key, name, due, _item.SeenInbox, repeats, now)
            : SignalDecisions.WaitOn(due, _item.SeenInbox, repeats));
        return null;
    }

    private ReceivedSignal? Take(StepKey key, string name, SignalWaitStarted? begun)
    {
        if (_inbox.Next<RunMessage.SignalSent>("signal:" + name, s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not var (id, sent))
        {
            return null;
        }

        Commit(SignalDecisions.Receive(key, id, sent, begun is not null, _inbox.TakeLate(), _item.Clock.Latest));
        _inbox.Took(id);
        return new ReceivedSignal(sent.Value, sent.By);
    }

    /// <summary>True when the time of a wait for something from outside has passed; the last milliseconds are spent in the slot.</summary>
    private bool IsOver(StoreTime? due, StoreTime now, StepEvent? begun)
    {
        if (due is not { } time)
        {
            return false;
        }

        if (begun is null)
        {
            return time <= now;
        }

        if (time.Since(_item.Clock.Earliest) > _services.ParkUpTo)
        {
            return false;
        }

        SlotWait.Until(_item.Clock, time);
        return true;
    }

    /// <summary>The recorded refusal of something that was asked of the store: the same on the first pass as on every replay.</summary>
    private static TickException Refused(FailureDetails error) => new(error.ErrorId, TickErrorKind.InvalidState, error.Message);
}
