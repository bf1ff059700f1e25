using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How a run reboots its worker's machine: it moves to that machine's queue, where only its workers find it, and back once the machine is up again.</summary>
internal static class RebootDecisions
{
    /// <summary>While the machine is still up it is looked again so often; after that the machine's first worker finds the run ready.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private const string Mark = "@";

    /// <summary>The queue that the workers of a machine serve beside their own.</summary>
    public static string QueueOf(string machine) => Mark + machine.ToLowerInvariant();

    /// <summary>What is recorded before the machine is told.</summary>
    /// <param name="header">The run.</param>
    /// <param name="started">The event.</param>
    /// <param name="moves">True when the machine's workers serve its queue; a worker of one run only does not.</param>
    public static Decision Begin(ItemHeader header, RebootStarted started, bool moves) => new()
    {
        Events = [started],
        Fields = [HeaderFields.Set(HeaderFields.Waits, HeaderFields.WaitText(StepKind.Reboot, started.Machine))],
        Verbs = moves ? [new Verb.Route(QueueOf(started.Machine), header.Priority, header.Line)] : [],
    };

    /// <summary>The machine took it.</summary>
    public static Decision Asked(RebootStarted started, long seenInbox, StoreTime now) =>
        Wait(seenInbox, now) with { Events = [new RebootAsked { At = now, Key = started.Key, Due = now.Plus(started.Timeout) }] };

    /// <summary>It is not down yet.</summary>
    public static Decision Wait(long seenInbox, StoreTime now) => new() { Verbs = [new Verb.Sleep(seenInbox, now.Plus(LookEvery), Band.Started)] };

    /// <summary>The step is over, well or not, and the run goes back to its own queue.</summary>
    public static Decision End(ItemHeader header, string queue, JournalEvent last) => new()
    {
        Events = [last],
        Fields = [HeaderFields.Set(HeaderFields.Waits, null)],
        Verbs = [new Verb.Route(queue, header.Priority, header.Line)], // also when it is there still: the header is older than the move
    };

    /// <summary>Why the step fails when its time is over.</summary>
    public static FailureDetails TimedOut(string machine, RebootAsked asked) => new()
    {
        ErrorId = TickErrorId.RebootFailed,
        Message = $"{machine} was told to reboot at {asked.At.ToDateTimeOffset():u}, and was still up at {asked.Due.ToDateTimeOffset():u}.",
        Category = nameof(TickErrorKind.Timeout),
        Target = machine,
    };
}
