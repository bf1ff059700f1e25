using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How a run is suspended by people and brought back. Its branches are told the same and park, too; those that have not begun are not started.</summary>
internal static class SuspendDecisions
{
    /// <summary>What an inbox says last of suspending: a later word replaces an earlier one. Null when it says nothing.</summary>
    public static SuspendWish? WishOf(IReadOnlyList<InboxMessage> messages)
    {
        InboxMessage[] words = [.. messages.Where(IsWord).OrderBy(m => m.Number)];
        return words.Length == 0
            ? null
            : new SuspendWish(JournalCodec.TryDecodeMessage(words[^1].Body) as RunMessage.SuspendAsked, [.. words.Select(w => w.Id)]);
    }

    /// <summary>True for a message that is about suspending.</summary>
    public static bool IsWord(InboxMessage message) =>
        message.Id.StartsWith(RunMessage.SuspendAsked.MessagePrefix, StringComparison.Ordinal)
        || message.Id.StartsWith(RunMessage.ResumeAsked.MessagePrefix, StringComparison.Ordinal);

    /// <summary>Before a script: follows what people wanted last. Null when there is nothing to do.</summary>
    /// <param name="header">The item as it was claimed.</param>
    /// <param name="run">Reads its first event, for a run.</param>
    /// <param name="wish">What its inbox says; null = nothing.</param>
    /// <param name="now">The time.</param>
    public static Decision? BeforeScript(ItemHeader header, Func<RunStarted> run, SuspendWish? wish, StoreTime now) => (header, wish) switch
    {
        (_, { Asked: { } asked, MessageIds: var ids }) => Park(header, () => run().Flow, asked, ids, header.Inbox, now),
        ({ BranchOf: null }, { MessageIds: var ids }) when RunIndexes.IsSuspended(header) => Resume(header, run().Flow, null, null, ids, now),
        (_, { MessageIds: var ids }) => new Decision { Verbs = [new Verb.Take(ids), new Verb.Ready(Band.Started)] },
        // Somebody claimed it to decide about it, and did not live to do so.
        ({ BranchOf: null }, null) when RunIndexes.IsSuspended(header) => new Decision { Verbs = [new Verb.Park(EndingDecisions.Deadline(header), header.Inbox)] },
        _ => null,
    };

    /// <summary>The item is parked.</summary>
    /// <param name="header">The item as it was claimed.</param>
    /// <param name="flow">Its flow, for a run.</param>
    /// <param name="asked">Who wanted it.</param>
    /// <param name="messageIds">The messages that are taken with it.</param>
    /// <param name="seenInbox">How many messages the holder knows of; when there are more, it is looked at again.</param>
    /// <param name="now">The time.</param>
    public static Decision Park(
        ItemHeader header, Func<string> flow, RunMessage.SuspendAsked asked, IReadOnlyList<string> messageIds, long seenInbox, StoreTime now)
    {
        List<Verb> verbs = messageIds.Count == 0 ? [] : [new Verb.Take(messageIds)];
        if (header.Gate is { } gate)
        {
            verbs.Add(new Verb.GatePause(gate, IsPaused: true));
        }

        if (header.BranchOf is not null || RunIndexes.IsSuspended(header))
        {
            return new Decision { Verbs = [.. verbs, new Verb.Park(EndingDecisions.Deadline(header), seenInbox)] };
        }

        var error = new FailureDetails { ErrorId = TickErrorId.RunSuspended, Message = Message(asked) };
        return new Decision
        {
            Events = [new RunParked { At = now, Error = error, Reason = asked.Reason, By = asked.By }],
            Fields = [HeaderFields.Set(HeaderFields.ErrorId, error.ErrorId), HeaderFields.Set(HeaderFields.Step, null)],
            Verbs = [.. verbs, .. RunIndexes.AtPark(flow(), error.ErrorId, suspendedBy: null), new Verb.Park(EndingDecisions.Deadline(header), seenInbox)],
        };
    }

    /// <summary>A suspended run goes on.</summary>
    public static Decision Resume(ItemHeader header, string flow, string? by, string? reason, IReadOnlyList<string> messageIds, StoreTime now) => new()
    {
        Events = [new RunResumed { At = now, By = by, Reason = reason }],
        Fields = [HeaderFields.Set(HeaderFields.ErrorId, null)],
        Verbs = [.. RunIndexes.AtResume(flow, RunIndexes.ErrorOf(header)), .. GoOn(header, messageIds)],
    };

    /// <summary>An item that was told to suspend goes on.</summary>
    public static IReadOnlyList<Verb> GoOn(ItemHeader header, IReadOnlyList<string> messageIds) =>
    [
        .. messageIds.Count == 0 ? [] : new Verb[] { new Verb.Take(messageIds) },
        .. header.Gate is { } gate ? [new Verb.GatePause(gate, IsPaused: false)] : Array.Empty<Verb>(),
        new Verb.Ready(Band.Started),
    ];

    private static string Message(RunMessage.SuspendAsked asked) =>
        $"The run was suspended{(asked.By is null ? "" : $" by {asked.By}")}{(asked.Reason is null ? "." : $": {asked.Reason}")}";
}
