using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How signals are sent, waited for and taken.</summary>
internal static class SignalDecisions
{
    private const int MaxIdLength = 200;

    /// <summary>The message in the run's inbox, whoever holds the run.</summary>
    /// <exception cref="TickException"><c>TickStepNameInvalid</c>, <c>TickArgumentInvalid</c>, <c>TickPayloadTooLarge</c>, <c>TickSignalInBranch</c>.</exception>
    public static Batch Send(SignalRequest request, string id)
    {
        StepKey.CheckName(request.Name);
        CheckId(id);
        if (request.Run.IsBranch)
        {
            throw InBranch(request.Name, $"'{request.Run}' is a branch, and signals go to runs: send it to '{request.Run.Run}'.");
        }

        var sent = new RunMessage.SignalSent { Name = request.Name, Value = request.Value.Checked($"The value of signal '{request.Name}'"), By = request.By };
        return new Batch
        {
            Item = request.Run,
            Guard = new Guard.In(Place.Ready, Place.Waiting, Place.Leased, Place.Parked),
            Verbs = [new Verb.Post(request.Run, RunMessage.SignalSent.MessageId(id), JournalCodec.Encode(sent))],
        };
    }

    /// <summary>Nothing has come: the wait begins.</summary>
    /// <param name="key">The step.</param>
    /// <param name="name">The signal.</param>
    /// <param name="due">When it is over; null = never.</param>
    /// <param name="seenInbox">The messages that were looked through.</param>
    /// <param name="late">Repeats of taken messages, to be dropped.</param>
    /// <param name="now">The time.</param>
    public static Decision Wait(StepKey key, string name, StoreTime? due, long seenInbox, IReadOnlyList<string> late, StoreTime now) =>
        WaitOn(due, seenInbox, late) with
        {
            Events = [new SignalWaitStarted { At = now, Key = key, Due = due }],
            Fields = [HeaderFields.Set(HeaderFields.Waits, HeaderFields.WaitText(StepKind.Signal, name))],
        };

    /// <summary>What woke the run was not for this wait.</summary>
    public static Decision WaitOn(StoreTime? due, long seenInbox, IReadOnlyList<string> late) =>
        new() { Verbs = [.. Drop(late), new Verb.Sleep(seenInbox, due, Band.Started)] };

    /// <summary>The signal has come: out of the inbox, into the journal.</summary>
    /// <param name="key">The step.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="sent">The message.</param>
    /// <param name="hasWaited">True when <see cref="Wait"/> was recorded before.</param>
    /// <param name="late">Repeats of taken messages, to be dropped.</param>
    /// <param name="now">The time.</param>
    public static Decision Receive(StepKey key, string messageId, RunMessage.SignalSent sent, bool hasWaited, IReadOnlyList<string> late, StoreTime now) => new()
    {
        Events = [new SignalReceived { At = now, Key = key, Message = messageId, Value = sent.Value, By = sent.By }],
        Fields = Over(hasWaited),
        Verbs = [new Verb.Take([messageId, .. late])],
    };

    /// <summary>The time is over.</summary>
    public static Decision TimeOut(StepKey key, bool hasWaited, IReadOnlyList<string> late, StoreTime now) => new()
    {
        Events = [new SignalTimedOut { At = now, Key = key }],
        Fields = Over(hasWaited),
        Verbs = [.. Drop(late)],
    };

    /// <summary>What a script sees of a recorded time-out: the same on every pass, so nothing of this pass is in it.</summary>
    public static TickException TimedOut(string name) => new(
        TickErrorId.SignalTimeout, TickErrorKind.Timeout, $"Signal '{name}' did not come in time. Catch this error if the flow shall go on without it.")
    { Target = name };

    /// <summary>Refuses what signals cannot do for branches.</summary>
    public static TickException InBranch(string name, string message) => new(TickErrorId.SignalInBranch, TickErrorKind.InvalidInput, message) { Target = name };

    private static IEnumerable<Verb> Drop(IReadOnlyList<string> late) => late.Count == 0 ? [] : [new Verb.Take(late)];

    private static IReadOnlyList<KeyValuePair<string, string?>> Over(bool hasWaited) => hasWaited ? [HeaderFields.Set(HeaderFields.Waits, null)] : [];

    private static void CheckId(string id)
    {
        if (id.Length is 0 or > MaxIdLength || id.Any(char.IsControl))
        {
            throw new TickException(
                TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"The id of a signal has 1 to {MaxIdLength} characters and no control characters.")
            { Target = id };
        }
    }
}
