using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Core.Decisions;

/// <summary>Where a journal is cut for another run that is made from it: events before the number are kept. Steps and waits are kept whole or not at all.</summary>
internal static class JournalCut
{
    private const int NamesShown = 40;

    /// <summary>Before everything that the flow did.</summary>
    public const int AtTheStart = 1;

    /// <summary>Before the first event of a step. A name that is both a step's and a wait's means the step.</summary>
    /// <exception cref="TickException"><c>TickStepNotFound</c>, <c>TickStepInBranch</c>.</exception>
    public static int Before(RunJournal journal, string step)
    {
        IReadOnlyList<JournalEvent> events = journal.Decoded;
        int end = End(events);
        int wait = -1;
        for (int i = AtTheStart; i < end; i++)
        {
            switch (events[i])
            {
                case FanOutOpened opened when Same(opened.Key.Text, step) || Same(NameOf(opened.First), step):
                    wait = wait < 0 ? i : wait;
                    break;
                case FanOutOpened or StateSet:
                    break;
                case StepEvent other when Same(other.Key.Text, step):
                    return i;
            }
        }

        return wait >= 0 ? wait : throw NotFound(journal, step);
    }

    /// <summary>Before what the run ended by: its end, the step that it failed in, and a step or wait that was not over.</summary>
    public static int BeforeTheEnd(RunJournal journal)
    {
        IReadOnlyList<JournalEvent> events = journal.Decoded;
        int end = End(events);
        int open = end;
        StepKey current = default;
        int first = end;
        for (int i = AtTheStart; i < end; i++)
        {
            if (events[i] is StepEvent step && (step.Key != current || step is not BlockEvent))
            {
                (current, first) = (step.Key, i);
            }

            open = events[i] switch
            {
                StepAttemptFailed or FanOutOpened or SignalWaitStarted or ApprovalAsked or RebootStarted or ChildStarted => first,
                ApprovalVoted or ApprovalEscalated or RebootAsked => open,
                StepEvent or FanOutClosed => end,
                _ => open,
            };
        }

        FailureDetails? error = end == events.Count ? null : events[end] switch
        {
            RunFailed failed => failed.Error,
            RunEnding { Status: RunStatus.Failed } failed => failed.Error,
            _ => null,
        };
        return error is not null && EndedBy(error, LastStep(events, end)) ? first : open;
    }

    /// <summary>The error about a step that the journal does not hold where it was looked for.</summary>
    public static TickException NotFound(RunJournal journal, string step)
    {
        IReadOnlyList<JournalEvent> events = journal.Decoded;
        string? wait = null;
        foreach (JournalEvent value in events)
        {
            wait = value is FanOutOpened opened ? opened.Key.Text : wait;
            bool isBranch = value is FanOutOpened { First: var first } && step.Contains('[', StringComparison.Ordinal) && Same(NameOf(first), NameOf(step));
            bool isInside = value is BranchesEnded ended && ended.Outcomes.Any(o => Same(o.Key, step) || o.Steps.Any(s => Same(s.Key.Text, step)));
            if (isBranch || isInside)
            {
                return new TickException(
                    TickErrorId.StepInBranch,
                    TickErrorKind.InvalidInput,
                    $"'{step}' of run '{journal.Id}' {(isBranch ? "is a branch" : "belongs to a branch")} of '{wait}'. A wait for branches is kept whole or not at all: name '{wait}', "
                    + "and all its branches run again.")
                { Target = step };
            }
        }

        string[] names = [.. Names(events)];
        string known = names.Length == 0 ? "It has none yet."
            : $"It has {string.Join(", ", names.Take(NamesShown))}{(names.Length > NamesShown ? $" and {names.Length - NamesShown} more (Get-TickStep)" : "")}.";
        return new TickException(TickErrorId.StepNotFound, TickErrorKind.NotFound, $"The journal of run '{journal.Id}' has no step '{step}'. {known}") { Target = step };
    }

    /// <summary>The keys of the steps and waits of events, in order, once each.</summary>
    public static IEnumerable<string> Names(IEnumerable<JournalEvent> events) =>
        events.OfType<StepEvent>().Where(e => e is not StateSet).Select(e => e.Key.Text).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when both name the same step.</summary>
    public static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static int End(IReadOnlyList<JournalEvent> events)
    {
        for (int i = 0; i < events.Count; i++)
        {
            if (events[i] is RunCompleted or RunFailed or RunCanceled or RunTimedOut or RunEnding)
            {
                return i;
            }
        }

        return events.Count;
    }

    // A failure that the flow caught is not what it ended by.
    private static bool EndedBy(FailureDetails error, StepEvent? last) => last switch
    {
        StepFailed step => step.Error.Message == error.Message,
        FanOutOpened => error.ErrorId.StartsWith(TickErrorId.BranchFailed, StringComparison.Ordinal),
        ChildCompleted => error.ErrorId.StartsWith("TickChild", StringComparison.Ordinal),
        SignalTimedOut => error.ErrorId.StartsWith(TickErrorId.SignalTimeout, StringComparison.Ordinal),
        ApprovalDecided => error.ErrorId.StartsWith(TickErrorId.ApprovalDenied, StringComparison.Ordinal)
            || error.ErrorId.StartsWith(TickErrorId.ApprovalExpired, StringComparison.Ordinal),
        _ => false,
    };

    private static StepEvent? LastStep(IReadOnlyList<JournalEvent> events, int end)
    {
        for (int i = end - 1; i > 0; i--)
        {
            if (events[i] is StepEvent step)
            {
                return step;
            }
        }

        return null;
    }

    // 'download[3]' and 'download#2' and 'download#2[3]' name branches of 'download', 'download#2' and 'download#2'.
    private static string NameOf(string branch) => branch.IndexOf('[', StringComparison.Ordinal) is var at and >= 0 ? branch[..at] : branch;
}
