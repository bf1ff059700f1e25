using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Faults.Tests;

/// <summary>A journal as text, without what may differ between two runs of one flow: times, ids that are made, who of several branches was first.</summary>
internal static class JournalLines
{
    public static IEnumerable<string> Of(IEnumerable<byte[]> journal) => journal.Select(JournalCodec.Decode).SelectMany(Of);

    private static IEnumerable<string> Of(JournalEvent recorded) => recorded switch
    {
        StepCompleted { Kind: StepKind.Start } started => [$"Start {started.Key}"],
        StepCompleted done => [$"{done.Kind} {done.Key} attempt {done.Attempt} = {done.Value.Text}"],
        StepAttemptFailed failed => [$"{failed.Kind} {failed.Key} attempt {failed.Attempt} ! {failed.Error.Message}"],
        StepFailed failed => [$"{failed.Kind} {failed.Key} attempt {failed.Attempt} !! {failed.Error.Message}"],
        StateSet state => [$"State {state.Key} = {state.Value.Text}"],
        BranchesEnded ended => ended.Outcomes.OrderBy(o => o.Index).Select(o => $"Branch {o.Key} = {o.Value.Text} ! {o.Error?.Message}"),
        SignalWaitStarted => [], // whether a message came before its wait, is a matter of time
        SignalReceived got => [$"Signal {got.Key} = {got.Value.Text} by {got.By}"],
        SignalTimedOut none => [$"Signal {none.Key} !"],
        ChildStarted child => [$"Child {child.Key} of {child.Flow}"],
        ChildCompleted child => [$"Child {child.Key} {child.Status} = {child.Value.Text} ! {child.Error?.Message}"],
        RebootAsked => [], // a machine that goes down at once leaves no time to note that it was told
        ApprovalDecided decided => [$"Approval {decided.Key} {decided.Outcome}"],
        StepEvent step => [$"{step.StepKind} {step.Key}"],
        _ => [recorded.GetType().Name],
    };
}
