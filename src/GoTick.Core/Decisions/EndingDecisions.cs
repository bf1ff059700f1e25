using System.Globalization;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>
/// How a run comes to its end. The outcome is decided once. Where nothing is left to do it is the end; else a barrier goes into the journal, behind which
/// compensations and callbacks run, and then the end.
/// </summary>
internal static class EndingDecisions
{
    /// <summary>The outcome of a script that was run to its end.</summary>
    public static RunEnding Of(ActivationOutcome outcome, StoreTime now) => outcome switch
    {
        ActivationOutcome.Completed done => new RunEnding { At = now, Status = RunStatus.Completed, Output = done.Output, ErrorCount = done.ErrorCount },
        ActivationOutcome.Exited { Code: 0 } done => new RunEnding { At = now, Status = RunStatus.Completed, Output = done.Output, ErrorCount = done.ErrorCount },
        ActivationOutcome.Exited exit => new RunEnding
        {
            At = now,
            Status = RunStatus.Failed,
            Error = new FailureDetails { ErrorId = TickErrorId.FlowExitCode, Message = $"The flow ended with exit code {exit.Code}." },
            ExitCode = exit.Code,
            Output = exit.Output,
            ErrorCount = exit.ErrorCount,
        },
        ActivationOutcome.Failed failed => new RunEnding { At = now, Status = RunStatus.Failed, Error = failed.Error },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "This is no end of a script."),
    };

    /// <summary>The outcome of a run that somebody cancelled.</summary>
    public static RunEnding Of(RunMessage.CancelAsked asked, StoreTime now) =>
        new() { At = now, Status = RunStatus.Canceled, Reason = asked.Reason, By = asked.By };

    /// <summary>The outcome of a run whose time is over.</summary>
    public static RunEnding TimedOut(StoreTime now) => new() { At = now, Status = RunStatus.TimedOut };

    /// <summary>The end, or the barrier before it. The caller holds the lease, and gives it back with this.</summary>
    /// <param name="header">The run as it was claimed.</param>
    /// <param name="run">Its first event.</param>
    /// <param name="work">What is registered by now.</param>
    /// <param name="ending">The outcome.</param>
    public static Decision End(ItemHeader header, RunStarted run, EndingWork work, RunEnding ending)
    {
        string? suspendedBy = RunIndexes.ErrorOf(header);
        bool hasChildren = ChildDecisions.MayLive(header, ending.Status);
        if (!hasChildren && !work.IsWantedFor(ending.Status))
        {
            return Finish(header.Id, run, ending, 0, ending.At, suspendedBy);
        }

        return new Decision
        {
            Events = [ending],
            Fields =
            [
                HeaderFields.Set(HeaderFields.Ending, ending.Status.ToString()),
                HeaderFields.Set(HeaderFields.ErrorId, null),
                HeaderFields.Set(HeaderFields.Step, null),
                .. header.Fields.ContainsKey(HeaderFields.Waits) ? [HeaderFields.Set(HeaderFields.Waits, null)] : Array.Empty<KeyValuePair<string, string?>>(),
                .. header.Fields.ContainsKey(HeaderFields.Child) ? [HeaderFields.Set(HeaderFields.Child, null)] : Array.Empty<KeyValuePair<string, string?>>(),
                .. hasChildren ? [HeaderFields.Set(HeaderFields.EndsChildren, "1")] : Array.Empty<KeyValuePair<string, string?>>(),
            ],
            Verbs =
            [
                .. suspendedBy is null ? [] : RunIndexes.AtResume(run.Flow, suspendedBy),
                new Verb.Take([RunMessage.CancelAsked.MessageId]),
                .. header.Gate is { } gate ? [new Verb.GateClose(gate)] : Array.Empty<Verb>(),
                // To end children takes no runspace; their parent may find none free.
                new Verb.Ready(hasChildren ? Band.Control : Band.Started),
            ],
        };
    }

    /// <summary>The terminal event: nothing is left to do.</summary>
    /// <param name="id">The run.</param>
    /// <param name="run">Its first event.</param>
    /// <param name="ending">The outcome.</param>
    /// <param name="failed">How many compensations and callbacks have failed.</param>
    /// <param name="now">The time.</param>
    /// <param name="suspendedBy">The error that it was suspended with (<see cref="RunIndexes.ErrorOf"/>); null when it was not.</param>
    public static Decision Finish(ItemId id, RunStarted run, RunEnding ending, int failed, StoreTime now, string? suspendedBy) => new()
    {
        Events = [Terminal(run, ending, now)],
        Fields =
        [
            HeaderFields.Set(HeaderFields.Outcome, ending.Status.ToString()),
            HeaderFields.Set(HeaderFields.Ended, now.ToString()),
            HeaderFields.Set(HeaderFields.ErrorId, ending.Error is { } error ? HeaderFields.ErrorText(error.ErrorId) : null),
            HeaderFields.Set(HeaderFields.Step, null),
            HeaderFields.Set(HeaderFields.ErrorCount, Number(ending.ErrorCount)),
            HeaderFields.Set(HeaderFields.ExitCode, Number(ending.ExitCode)),
            .. failed == 0 ? [] : new[] { HeaderFields.Set(HeaderFields.FailedAtEnd, Number(failed)) },
        ],
        Verbs =
        [
            .. RunIndexes.AtEnd(run.Flow, ending.Status, ending.Error?.ErrorId, suspendedBy, run.Parent is { } parent ? ItemId.FromStored(parent).Run : null),
            .. ScheduleDecisions.Tell(id, run, ending),
            .. ChildDecisions.Tell(id, run, ending),
            new Verb.End(run.Retention),
        ],
    };

    /// <summary>None of its children lives any more: what else is to be done at its end comes now, or the end.</summary>
    public static Decision AfterChildren(ItemHeader header, RunStarted run, RunEnding barrier, StoreTime now) =>
        EndingWork.Of(header).IsWantedFor(barrier.Status)
            ? new Decision { Fields = [HeaderFields.Set(HeaderFields.EndsChildren, null)], Verbs = [new Verb.Ready(Band.Started)] }
            : Finish(header.Id, run, barrier, 0, now, RunIndexes.ErrorOf(header));

    /// <summary>When the run's time is over; null when it has no limit, has not begun, or ends already.</summary>
    public static StoreTime? Deadline(ItemHeader header) =>
        HeaderFields.FirstClaimedOf(header) is { } first
        && !header.Fields.ContainsKey(HeaderFields.Ending)
        && !LimitDecisions.IsBeforeBegin(header)
        && header.Fields.TryGetValue(HeaderFields.Timeout, out string? ticks)
            ? (HeaderFields.Time(header, HeaderFields.Began) ?? first).Plus(TimeSpan.FromTicks(long.Parse(ticks, CultureInfo.InvariantCulture)))
            : null;

    /// <summary>
    /// A wait that ends at the run's deadline at the latest. That is handled without a slot (<see cref="Band.Control"/>): the run's own branches may hold all of them.
    /// </summary>
    public static Verb.Sleep InTime(Verb.Sleep sleep, StoreTime deadline) =>
        sleep.WakeAt is { } due && due <= deadline ? sleep : sleep with { WakeAt = deadline, Band = Band.Control };

    /// <summary>What comes before a run's script: it was cancelled, or its time is over. Null when it goes on.</summary>
    /// <param name="header">The run as it was claimed.</param>
    /// <param name="run">Reads its first event.</param>
    /// <param name="messages">Its inbox, as far as it is about being steered.</param>
    /// <param name="now">The time.</param>
    public static Decision? BeforeScript(ItemHeader header, Func<RunStarted> run, IReadOnlyList<InboxMessage> messages, StoreTime now)
    {
        if (header.BranchOf is not null || header.Fields.ContainsKey(HeaderFields.Ending))
        {
            return null;
        }

        RunEnding? ending = messages.FirstOrDefault(m => m.Id == RunMessage.CancelAsked.MessageId) is { } cancel ? Of(Asked(cancel), now)
            : Deadline(header) <= now ? TimedOut(now)
            : null;
        return ending is null ? null : End(header, run(), EndingWork.Of(header), ending);
    }

    /// <summary>The wish to cancel that a message holds; one of a newer GoTick is one without reason.</summary>
    public static RunMessage.CancelAsked Asked(InboxMessage message) =>
        JournalCodec.TryDecodeMessage(message.Body) as RunMessage.CancelAsked ?? new RunMessage.CancelAsked();

    private static JournalEvent Terminal(RunStarted run, RunEnding ending, StoreTime now) => ending.Status switch
    {
        RunStatus.Completed => new RunCompleted { At = now, Output = ending.Output, ErrorCount = ending.ErrorCount },
        RunStatus.Failed => new RunFailed { At = now, Error = ending.Error!, ExitCode = ending.ExitCode, Output = ending.Output },
        RunStatus.Canceled => new RunCanceled { At = now, Reason = ending.Reason, By = ending.By },
        RunStatus.TimedOut => new RunTimedOut { At = now, Timeout = run.Timeout ?? TimeSpan.Zero },
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, "A run does not end so."),
    };

    private static string? Number(int value) => value == 0 ? null : value.ToString(CultureInfo.InvariantCulture);
}
