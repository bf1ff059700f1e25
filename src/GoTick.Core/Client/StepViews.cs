using GoTick.Core.Journal;

namespace GoTick.Core.Client;

/// <summary>Folds journal events into what people see of steps.</summary>
internal static class StepViews
{
    public static void Fold(List<StepView> steps, JournalEvent value)
    {
        if (value is not StepEvent step)
        {
            return;
        }

        StepView view = new() { Key = step.Key.Text, Kind = step.StepKind, Status = "Completed", Time = step.At.ToDateTimeOffset() };
        view = step switch
        {
            StepCompleted e => view with { Attempts = e.Attempt, Took = e.Took, Value = e.Value },
            StepFailed e => view with { Status = "Failed", Attempts = e.Attempt, Took = e.Took, Error = e.Error.Message },
            StepAttemptFailed e => view with
            {
                Status = "Retrying",
                Attempts = e.Attempt,
                Took = e.Took,
                Error = e.Error.Message,
                Due = e.RetryAt.ToDateTimeOffset(),
            },
            SleepStarted e => view with { Status = "Waiting", Due = e.Due.ToDateTimeOffset(), Took = e.Due.Since(e.At) },
            FanOutOpened => view with { Status = "Waiting" },
            StateSet e => view with { Value = e.Value },
            _ => view,
        };

        // Steps are sequential: whatever came before this one is over.
        if (steps.Count > 0 && steps[^1].Status == "Waiting")
        {
            steps[^1] = steps[^1] with { Status = "Completed" };
        }

        if (steps.Count > 0 && steps[^1].Status == "Retrying" && steps[^1].Key == view.Key)
        {
            steps.RemoveAt(steps.Count - 1);
        }

        steps.Add(view);
    }
}
