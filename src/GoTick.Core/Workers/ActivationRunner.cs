using GoTick.Core.Client;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>Takes one claimed item through its activation: opens it, has it executed, and commits how it ended.</summary>
internal sealed class ActivationRunner(IFlowExecutor executor, ActivationServices services)
{
    /// <summary>Runs the item until it ends, suspends or is lost. Throws only when the worker is told to give up.</summary>
    /// <param name="item">The item.</param>
    /// <param name="firstEvents">What the claim brought of its journal.</param>
    /// <param name="active">Where the activation shows itself while it runs.</param>
    public Task RunAsync(HeldItem item, IReadOnlyList<byte[]> firstEvents, ActiveItem active) =>
        executor.RunAsync(new Pass(item, firstEvents, active, services), active.Stop);

    /// <summary>Decides what needs no script: the run was cancelled, or its time is over. Else it is given back when there is no slot for it.</summary>
    public void Decide(HeldItem item, IReadOnlyList<byte[]> firstEvents, ActiveItem active, bool hasSlot) =>
        new Pass(item, firstEvents, active, services).Decide(hasSlot);

    private sealed class Pass(HeldItem item, IReadOnlyList<byte[]> firstEvents, ActiveItem active, ActivationServices services) : IActivationPass
    {
        public void Decide(bool hasSlot) => Record(() =>
        {
            if (!IsDecided() && !hasSlot)
            {
                item.Commit(() => new Decision { Verbs = [new Verb.Ready(Band.Started)] });
            }
        });

        public IActivation? Open()
        {
            Record(() =>
            {
                if (IsDecided())
                {
                    return;
                }

                if (RunDecisions.Poison(item.Header, services.MaxCrashes) is { } poison)
                {
                    throw poison;
                }

                if (item.Header.Fields.ContainsKey(HeaderFields.Import))
                {
                    item.Commit(() => RunDecisions.Remove(item.Header)); // an import that was cut off
                    return;
                }

                if (!new Admission(item, firstEvents, services.Door).IsAdmitted())
                {
                    return;
                }

                active.Activation = Activation.Open(item, firstEvents, services);
                if (EndingDecisions.Deadline(item.Header) is { } deadline)
                {
                    active.LimitTo(deadline, services.Time);
                }
            });
            return active.Activation;
        }

        public void End(ActivationOutcome outcome) => Record(() =>
        {
            if (outcome is ActivationOutcome.Abandoned && !item.IsReleased)
            {
                HandOver();
            }
            else
            {
                ActivationRunner.End(item, active.Activation!, outcome);
            }
        });

        public void Fail(Exception bug) => Record(() => throw bug);

        /// <summary>True when what comes before the script was decided, and the item is given back.</summary>
        private bool IsDecided()
        {
            if (FormatDecisions.Needed(item.Header) > services.Format)
            {
                item.Commit(() => FormatDecisions.HandUp(item.Header));
                return true;
            }

            StoreTime now = item.Clock.Earliest;
            IReadOnlyList<InboxMessage> messages = item.FindMessages(m => m.Id == RunMessage.CancelAsked.MessageId || SuspendDecisions.IsWord(m));
            SuspendWish? wish = messages.Count == 0 ? null : SuspendDecisions.WishOf(messages);
            Decision? decided = EndingDecisions.BeforeScript(item.Header, Started, messages, now) ?? SuspendDecisions.BeforeScript(item.Header, Started, wish, now);
            if (decided is null)
            {
                return ChildDecisions.EndsChildren(item.Header) && EndChildren();
            }

            item.Commit(() => decided);
            if (wish?.Asked is { } asked && item.Header.Gate is { } gate && decided.Verbs.Any(v => v is Verb.GatePause { IsPaused: true }))
            {
                item.Read(async (s, cancel) =>
                {
                    await new BranchSteering(s).SuspendAsync(item.Id, gate, wish.MessageIds[^1], asked, cancel);
                    return true;
                });
            }

            return true;
        }

        /// <summary>The run ends, and its children with it, first of all.</summary>
        private bool EndChildren()
        {
            Decision decided = item.Read((_, cancel) => new ValueTask<bool>(services.EndChildren(item.Id, null, cancel)))
                ? ChildDecisions.Await(item.SeenInbox, item.Clock.Latest)
                : EndingDecisions.AfterChildren(item.Header, Started(), Barrier(), item.Clock.Latest);
            item.Commit(() => decided);
            return true;
        }

        private RunEnding Barrier() => item.Read((s, cancel) => EndingJournal.ReadBarrierAsync(s, item.Header, cancel));

        /// <summary>Does something; when it fails, records why the item cannot go on here.</summary>
        private void Record(Action action)
        {
            try
            {
                if (Try(action) is { } fault)
                {
                    Park(item, fault);
                }
            }
            catch (LeaseLostException)
            {
                // Another worker has it; there is nothing to record.
            }
        }

        /// <summary>Null, or why the item cannot go on here.</summary>
        private TickException? Try(Action action)
        {
            try
            {
                action();
                return null;
            }
            catch (Exception e) when (IsHandOver(e))
            {
                // Nothing is known about what the store did, or the pass was stopped: whoever comes next finds out.
                if (!item.IsReleased)
                {
                    HandOver();
                }

                return null;
            }
            catch (TickException e) when (e is not LeaseLostException)
            {
                return e;
            }
            catch (Exception e) when (e is not TickException && !item.Abandon.IsCancellationRequested)
            {
                // A bug of ours. The run is parked with it, visible to people, rather than tried for ever or lost.
                return new TickException(TickErrorId.InternalError, TickErrorKind.Internal, $"GoTick failed: {e}", e);
            }
        }

        /// <summary>The pass was stopped: the run ends if that is why, or another goes on with it.</summary>
        private void HandOver()
        {
            StoreTime now = item.Clock.Earliest;
            RunEnding? ending = active.Asked is { } asked ? EndingDecisions.Of(asked, now)
                : EndingDecisions.Deadline(item.Header) <= now ? EndingDecisions.TimedOut(now)
                : null;
            EndingWork work = active.Activation?.Work ?? EndingWork.Of(item.Header);
            Decision decision = ending is null
                ? new Decision { Verbs = [new Verb.Ready(Band.Started)] }
                : EndingDecisions.End(item.Header, Started(), work, ending);
            active.Activation?.FlushLog();
            item.Commit(() => active.Activation?.WithLog(decision) ?? decision);
        }

        private RunStarted Started() => active.Activation?.Start ?? (RunStarted)JournalCodec.Decode(firstEvents[0]);

        private bool IsHandOver(Exception e) =>
            e is StoreUnavailableException || (e is OperationCanceledException && active.Stop.IsCancellationRequested && !item.Abandon.IsCancellationRequested);
    }

    private static void End(HeldItem item, Activation activation, ActivationOutcome outcome)
    {
        if (outcome is ActivationOutcome.Suspended || item.IsReleased)
        {
            return;
        }

        if (outcome is ActivationOutcome.Completed or ActivationOutcome.Exited && Unread(activation) is { } mismatch)
        {
            outcome = new ActivationOutcome.Faulted(mismatch);
        }

        outcome = Checked(outcome);
        StoreTime now = item.Clock.Latest;
        Decision decision = outcome switch
        {
            ActivationOutcome.Faulted faulted => Park(item, activation, faulted.Error, now),
            _ when activation.Branch is { } branch => BranchEnd(item, activation, branch, outcome, now),
            ActivationOutcome.Failed failed when activation.Ending is not null => Park(item, activation, failed.Error, now),
            _ when activation.Ending is not null => activation.Finish(now),
            ActivationOutcome.Completed or ActivationOutcome.Exited or ActivationOutcome.Failed =>
                EndingDecisions.End(item.Header, activation.Start, activation.Work, EndingDecisions.Of(outcome, now)),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
        activation.FlushLog();
        item.Commit(() => activation.WithLog(decision));
    }

    private static FailureDetails? Unread(Activation activation)
    {
        try
        {
            activation.CheckEnd();
            return null;
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.NonDeterminism)
        {
            return Details(e);
        }
    }

    private static Decision Park(HeldItem item, Activation activation, FailureDetails error, StoreTime now) => activation.Branch is { } branch
        ? BranchDecisions.Fail(item.Header, branch, NoRetry, error, [], item.SeenInbox, now)
        : RunDecisions.Park(activation.Run.Flow, error, now, SuspendedBy(item), item.SeenInbox, EndingDecisions.Deadline(item.Header));

    private static readonly RetryPolicy NoRetry = new() { MaxAttempts = 1 };

    /// <summary>An output over the limit is the flow's failure, and nothing of the run is lost.</summary>
    private static ActivationOutcome Checked(ActivationOutcome outcome)
    {
        try
        {
            (outcome switch
            {
                ActivationOutcome.Completed completed => completed.Output,
                ActivationOutcome.Exited exited => exited.Output,
                _ => Payload.None,
            }).Checked("The output");
            return outcome;
        }
        catch (TickException e)
        {
            return new ActivationOutcome.Failed(Details(e));
        }
    }

    private static Decision BranchEnd(HeldItem item, Activation activation, BranchInfo branch, ActivationOutcome outcome, StoreTime now)
    {
        IReadOnlyList<BranchStep> steps = Steps(item);
        RetryPolicy retry = activation.BranchRetry;
        return outcome switch
        {
            ActivationOutcome.Completed completed => BranchDecisions.Complete(item.Header, branch, completed.Output, steps, now),
            ActivationOutcome.Exited { Code: 0 } exited => BranchDecisions.Complete(item.Header, branch, exited.Output, steps, now),
            ActivationOutcome.Exited exited => BranchDecisions.Fail(item.Header, branch, retry, ExitError(exited), steps, item.SeenInbox, now, Random.Shared.NextDouble()),
            ActivationOutcome.Failed failed => BranchDecisions.Fail(item.Header, branch, retry, failed.Error, steps, item.SeenInbox, now, Random.Shared.NextDouble()),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    private static FailureDetails ExitError(ActivationOutcome.Exited exited) =>
        new() { ErrorId = TickErrorId.FlowExitCode, Message = $"The branch ended with exit code {exited.Code}." };

    /// <summary>The branch's item goes away with its journal; its outcome keeps its first steps in short.</summary>
    private static IReadOnlyList<BranchStep> Steps(HeldItem item)
    {
        IReadOnlyList<byte[]> events = item.Read((s, cancel) => s.ReadJournalAsync(item.Id, 0, StoreLimits.ClaimEvents, cancel));
        return [.. events.Select(JournalCodec.Decode).SelectMany(e => (e as BranchStarted)?.Before ?? [e]).Where(e => e is not (StepAttemptFailed or ChildStarted)).OfType<StepEvent>().Take(BranchStep.Kept).Select(InShort)];
    }

    private static BranchStep InShort(StepEvent step) => new()
    {
        Key = step.Key,
        Kind = step.StepKind,
        At = step.At,
        Took = step switch
        {
            BlockEvent block => block.Took,
            SleepStarted sleep => sleep.Due.Since(sleep.At),
            _ => TimeSpan.Zero,
        },
        Attempts = (step as BlockEvent)?.Attempt ?? 1,
        ErrorId = step is ChildCompleted child ? ChildDecisions.Result(child).Error?.ErrorId : (step as StepFailed)?.Error.ErrorId,
    };

    /// <summary>What could not even be opened (a text that is not there or not trusted, a damaged journal) waits for people.</summary>
    private static void Park(HeldItem item, TickException error)
    {
        if (item.IsReleased)
        {
            return;
        }

        StoreTime now = item.Clock.Latest;
        if (item.Header.BranchOf is { } gate)
        {
            var outcome = new BranchOutcome { Index = item.Header.BranchIndex, Key = item.Id.Text, Error = Details(error), Ended = now };
            var end = new Verb.GateEnd(gate, item.Header.BranchIndex, true, JournalCodec.Encode(outcome));
            item.Commit(() => new Decision { Verbs = [end] });
            return;
        }

        item.Commit(() => RunDecisions.Park(item.Header.Fields[HeaderFields.Flow], Details(error), now, SuspendedBy(item), item.SeenInbox, EndingDecisions.Deadline(item.Header)));
    }

    private static FailureDetails Details(TickException e) => new() { ErrorId = e.ErrorId, Message = e.Message, Target = e.Target?.ToString(), Type = e.GetType().FullName };

    private static string? SuspendedBy(HeldItem item) => RunIndexes.ErrorOf(item.Header);
}
