using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How children are started, awaited and ended with their parents.</summary>
internal static class ChildDecisions
{
    /// <summary>How often a run that ends looks whether its children have. They tell it themselves, but for those whose branch is gone.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>The child is made, and the item waits for it: one commit.</summary>
    /// <param name="parent">The item as it was claimed.</param>
    /// <param name="key">The step.</param>
    /// <param name="child">The child's id, which follows from the step.</param>
    /// <param name="request">What is started.</param>
    /// <param name="flow">Its flow as the catalogue has it now.</param>
    /// <param name="seenInbox">The messages that the holder knows of.</param>
    /// <param name="now">The time.</param>
    public static Decision Start(ItemHeader parent, StepKey key, ItemId child, StartRequest request, FlowDefinition flow, long seenInbox, StoreTime now)
    {
        (RunStarted started, Decision start) = RunDecisions.Start(request with { Parent = parent.Id }, flow, now);
        var make = new Batch
        {
            Item = child,
            Guard = new Guard.Absent(child.Text),
            Events = [JournalCodec.Encode(started)],
            Fields = start.Fields,
            Verbs = start.Verbs,
        };
        return new Decision
        {
            Events = [new ChildStarted { At = now, Key = key, Run = child.Text, Flow = flow.Name, IsDetached = request.IsDetached }],
            Fields = [HeaderFields.Set(HeaderFields.Child, child.Text)],
            Verbs = [new Verb.Child(make), new Verb.Sleep(seenInbox, null, Band.Started)],
        };
    }

    /// <summary>What woke the item was not the child's end.</summary>
    public static Decision WaitOn(long seenInbox) => new() { Verbs = [new Verb.Sleep(seenInbox, null, Band.Started)] };

    /// <summary>The child's end: out of the inbox, into the journal.</summary>
    public static Decision Complete(ChildStarted started, StepKey key, RunMessage.ChildEnded ended, StoreTime now) => new()
    {
        Events =
        [
            new ChildCompleted { At = now, Key = key, Run = started.Run, Flow = started.Flow, Status = ended.Status, Value = ended.Output, Error = ended.Error },
        ],
        Fields = [HeaderFields.Set(HeaderFields.Child, null)],
        Verbs = [new Verb.Take([RunMessage.ChildEnded.MessageId(ItemId.FromStored(started.Run))])],
    };

    /// <summary>What a script sees of a recorded end: the same on every pass.</summary>
    public static ChildResult Result(ChildCompleted ended)
    {
        ItemId run = ItemId.FromStored(ended.Run);
        (string Id, string What)? error = ended.Status switch
        {
            RunStatus.Completed => null,
            RunStatus.Failed => (TickErrorId.ChildFailed, "failed"),
            RunStatus.Canceled => (TickErrorId.ChildCanceled, "was cancelled"),
            RunStatus.TimedOut => (TickErrorId.ChildTimedOut, "ran out of time"),
            _ => throw new ArgumentOutOfRangeException(nameof(ended), ended, "A child does not end so."),
        };
        return error is not var (id, what) ? new ChildResult(run, ended.Value, null) : new ChildResult(run, ended.Value, new FailureDetails
        {
            ErrorId = id,
            Message = $"Flow '{ended.Flow}', run '{ended.Run}', {what}{(ended.Error is { } inner ? $": {inner.Message}" : ".")}",
            Category = ended.Status == RunStatus.TimedOut ? "OperationTimeout" : "OperationStopped",
            Target = ended.Run,
            Causes = ended.Error is { } cause ? [cause] : [],
        });
    }

    /// <summary>In the commit that ends a child: its parent is told.</summary>
    public static IEnumerable<Verb> Tell(ItemId child, RunStarted run, RunEnding ending)
    {
        if (run.Parent is not { } parent)
        {
            return [];
        }

        var ended = new RunMessage.ChildEnded { Run = child.Text, Status = ending.Status, Output = ending.Output, Error = ending.Error };
        return [new Verb.Post(ItemId.FromStored(parent), RunMessage.ChildEnded.MessageId(child), JournalCodec.Encode(ended))];
    }

    /// <summary>
    /// True when children may live that such an end takes along. A script that comes to its own end waits for nothing; one that is cut off may wait for a
    /// child, or its branches may.
    /// </summary>
    public static bool MayLive(ItemHeader run, RunStatus ending) =>
        ending is RunStatus.Canceled or RunStatus.TimedOut && (run.Gate is not null || run.Fields.ContainsKey(HeaderFields.Child));

    /// <summary>True for a run that ends, and has not seen yet that its children have.</summary>
    public static bool EndsChildren(ItemHeader run) =>
        run.Place != Place.Ended && run.Fields.ContainsKey(HeaderFields.Ending) && run.Fields.ContainsKey(HeaderFields.EndsChildren);

    /// <summary>Children live that were told to end: their parent looks again.</summary>
    public static Decision Await(long seenInbox, StoreTime now) => new() { Verbs = [new Verb.Sleep(seenInbox, now.Plus(LookEvery), Band.Control)] };
}
