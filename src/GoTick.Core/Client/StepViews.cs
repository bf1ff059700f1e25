using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Core.Client;

/// <summary>Folds journal events into what people see of steps.</summary>
internal static class StepViews
{
    /// <summary>Takes the next event in.</summary>
    public static void Fold(List<StepView> steps, JournalEvent value)
    {
        switch (value)
        {
            case RegisteredBlockEvent:
                break; // a step once it runs
            case StepEvent step:
                Fold(steps, step);
                break;
            case BranchesEnded ended when steps is [.., { FanOut: { } wait } last] && wait.Gate == ended.Gate:
                steps[^1] = last with { FanOut = With(wait, ended) };
                break;
            case FanOutClosed closed when steps is [.., { FanOut.Gate: { } gate } last] && gate == closed.Gate:
                steps[^1] = last with { Status = "Completed", Took = closed.At.ToDateTimeOffset() - last.Time, FanOut = last.FanOut! with { Live = 0 } };
                break;
            case RunCanceled or RunTimedOut or RunEnding { Status: RunStatus.Canceled or RunStatus.TimedOut }:
                CutOff(steps);
                break;
            case RunCompleted or RunFailed or RunEnding:
                EndWait(steps);
                break;
        }
    }

    private static void Fold(List<StepView> steps, StepEvent step)
    {
        StepView view = Of(step);
        if (steps is [.., { Status: "Waiting" or "Retrying" } begun] && begun.Key == view.Key && begun.Kind == view.Kind)
        {
            steps[^1] = begun.Status == "Retrying" ? view : step is RebootAsked asked ? begun with { Due = asked.Due.ToDateTimeOffset() } : step is ApprovalVoted or ApprovalEscalated ? begun : Over(begun, view);
            return;
        }

        // Steps are sequential: whatever came before this one is over.
        EndWait(steps);
        steps.Add(view);
    }

    private static StepView Of(StepEvent step)
    {
        StepView view = new() { Key = step.Key.Text, Kind = step.StepKind, Status = "Completed", Time = step.At.ToDateTimeOffset() };
        return step switch
        {
            StepCompleted { Kind: StepKind.Start } e => view with { Run = ItemId.FromStored(e.Value.Text) }, // an id, which the codec of values cannot read
            StepCompleted e => view with { Attempts = e.Attempt, Took = e.Took, Value = e.Value },
            StepFailed e => view with { Status = "Failed", Attempts = e.Attempt, Took = e.Took, Error = e.Error.Message, Failure = e.Error },
            StepAttemptFailed e => view with
            {
                Status = "Retrying",
                Attempts = e.Attempt,
                Took = e.Took,
                Error = e.Error.Message,
                Failure = e.Error,
                Due = e.RetryAt.ToDateTimeOffset(),
            },
            SleepStarted e => view with { Status = "Waiting", Due = e.Due.ToDateTimeOffset(), Took = e.Due.Since(e.At) },
            FanOutOpened e => view with { Status = "Waiting", FanOut = new FanOutView { Gate = e.Gate, First = e.First, Total = e.Count } },
            StateSet e => view with { Value = e.Value },
            SignalWaitStarted e => view with { Status = "Waiting", Due = e.Due?.ToDateTimeOffset() },
            RebootStarted => view with { Status = "Waiting" },
            SignalReceived e => view with { Value = e.Value },
            ApprovalAsked e => view with { Status = "Waiting", Due = e.Due?.ToDateTimeOffset(), Value = e.Data },
            ApprovalDecided { Outcome: not ApprovalOutcome.Approved } e => view with { Status = "Failed", Error = $"{e.Outcome}." },
            ChildStarted e => view with { Status = "Waiting", Run = ItemId.FromStored(e.Run) },
            ChildCompleted e => view with
            {
                Status = e.Status == RunStatus.Completed ? "Completed" : "Failed",
                Run = ItemId.FromStored(e.Run),
                Value = e.Value,
                Error = ChildDecisions.Result(e).Error?.Message,
            },
            SignalTimedOut => view with { Status = "Failed", Error = "It did not come in time." },
            _ => view,
        };
    }

    private static StepView Over(StepView begun, StepView view) => view with { Took = view.Time - begun.Time, Value = view.Value.IsNone ? begun.Value : view.Value };

    private static void EndWait(List<StepView> steps)
    {
        if (steps is [.., { Status: "Waiting" } last])
        {
            steps[^1] = last with { Status = "Completed" };
        }
    }

    /// <summary>What the run waited for at its end, does not come any more.</summary>
    private static void CutOff(List<StepView> steps)
    {
        if (steps is [.., { Status: "Waiting" or "Retrying" } last])
        {
            steps[^1] = last with { Status = "Canceled", Due = null, FanOut = last.FanOut is { } wait ? wait with { Live = 0 } : null };
        }
    }

    private static FanOutView With(FanOutView wait, BranchesEnded ended)
    {
        BranchView[] branches = [.. wait.Branches, .. ended.Outcomes.Select(BranchViews.Of)];
        return wait with
        {
            Branches = [.. branches.OrderBy(b => b.Index)],
            Done = branches.Length,
            Failed = branches.Count(b => b.Status == "Failed"),
        };
    }
}
