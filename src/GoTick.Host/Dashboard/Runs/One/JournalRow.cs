using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>An event of the journal for reading.</summary>
/// <param name="Number">Its place, from 0.</param>
/// <param name="At">When it was recorded; null for a run's first, which has its header's time.</param>
/// <param name="Event">What it is, by its type's name.</param>
/// <param name="Subject">What it is about; empty when it is the run.</param>
/// <param name="Detail">More of it, in a line.</param>
/// <param name="Value">Its value; none when it has none.</param>
/// <param name="Error">Its error; null when it has none.</param>
public sealed record JournalRow(int Number, DateTimeOffset? At, string Event, string Subject, string Detail, Payload Value, FailureDetails? Error)
{
    /// <summary>An event's row.</summary>
    public static JournalRow Of(int number, JournalEvent value)
    {
        (string subject, string detail, Payload payload, FailureDetails? error) = Read(value);
        return new JournalRow(number, value.At == default ? null : value.At.ToDateTimeOffset(), value.GetType().Name, subject, detail, payload, error);
    }

    private static (string Subject, string Detail, Payload Value, FailureDetails? Error) Read(JournalEvent value) => value switch
    {
        RunStarted e => ("", Words(e.Flow, e.Version[..Math.Min(12, e.Version.Length)], e.Queue), e.Arguments, null),
        BranchStarted e => (e.Key, "", e.Item, null),
        ArgumentsBound e => ("", "", e.Arguments, null),
        StepCompleted e => (e.Key.Text, Words(e.Kind.ToString(), Attempt(e)), e.Value, null),
        StepAttemptFailed e => (e.Key.Text, Words(Attempt(e), e.Error.Message), default, e.Error),
        StepFailed e => (e.Key.Text, Words(Attempt(e), e.Error.Message), default, e.Error),
        SleepStarted e => (e.Key.Text, Until(e.Due), default, null),
        FanOutOpened e => (e.Key.Text, $"{e.Count:N0} × {e.First}", default, null),
        BranchesEnded e => ("", string.Join(", ", e.Outcomes.Take(20).Select(o => o.Key)), default, e.Outcomes.FirstOrDefault(o => o.Error is not null)?.Error),
        FanOutClosed e => ("", e.Gate, default, null),
        BranchAttemptFailed e => ("", e.Error.Message, default, e.Error),
        StateSet e => (e.Key.Text, "", e.Value, null),
        SignalWaitStarted e => (e.Key.Text, e.Due is { } due ? Until(due) : "", default, null),
        SignalReceived e => (e.Key.Text, e.By ?? "", e.Value, null),
        ApprovalAsked e => (e.Key.Text, e.Message, e.Data, null),
        ApprovalVoted e => (e.Key.Text, Words(e.By, e.Approves ? "✓" : "✗", e.Comment), default, null),
        ApprovalEscalated e => (e.Key.Text, string.Join(", ", e.Approvers), default, null),
        ApprovalDecided e => (e.Key.Text, e.Outcome.ToString(), default, null),
        RebootStarted e => (e.Key.Text, e.Machine, default, null),
        ChildStarted e => (e.Key.Text, Words(e.Flow, e.Run), default, null),
        ChildCompleted e => (e.Key.Text, Words(e.Flow, e.Status.ToString()), e.Value, e.Error),
        RunParked e => ("", Words(e.By, e.Reason, e.Error.Message), default, e.Error),
        RunResumed e => ("", Words(e.By, e.Reason), default, null),
        RunMended e => ("", Words(e.By, e.Origin, e.FromStep), default, null),
        VersionChanged e => ("", Words(e.By, e.Version[..Math.Min(12, e.Version.Length)]), default, null),
        RunCompleted e => ("", "", e.Output, null),
        RunFailed e => ("", e.Error.Message, e.Output, e.Error),
        RunCanceled e => ("", Words(e.By, e.Reason), default, null),
        RunEnding e => ("", Words(e.Status.ToString(), e.By, e.Reason), e.Output, e.Error),
        StepEvent e => (e.Key.Text, "", default, null),
        _ => ("", "", default, null),
    };

    private static string Attempt(BlockEvent step) => step.Attempt > 1 ? $"#{step.Attempt}" : "";

    private static string Until(Core.Stores.StoreTime due) => $"→ {due.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}Z";

    private static string Words(params string?[] words) => string.Join(" · ", words.Where(w => !string.IsNullOrEmpty(w)));
}
