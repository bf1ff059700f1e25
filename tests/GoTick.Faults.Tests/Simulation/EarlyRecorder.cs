using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>A planted defect: a journal port that records a step when it is entered, before its block ran.</summary>
internal sealed class EarlyRecorder(IActivation inner) : IActivation
{
    public IActivation Inner => inner;

    public RunInfo Run => inner.Run;

    public BranchInfo? Branch => inner.Branch;

    public FlowVersion Version => inner.Version;

    public bool IsReplaying => inner.IsReplaying;

    public bool IsReleased => inner.IsReleased;

    public DateTimeOffset LogicalTime => inner.LogicalTime;

    public DateTimeOffset StoreTime => inner.StoreTime;

    public Payload BoundArguments => inner.BoundArguments;

    public StepEntry EnterStep(string name, StepKind kind, RetryPolicy retry, SourcePosition where)
    {
        StepEntry entry = inner.EnterStep(name, kind, retry, where);
        if (entry is StepEntry.Run run)
        {
            inner.RecordValue(run, Payload.None);
        }

        return entry;
    }

    public void RecordValue(StepEntry.Run step, Payload value)
    {
        // Done already: that is the defect.
    }

    public StepFailureVerdict RecordFailure(StepEntry.Run step, FailureDetails error) => new StepFailureVerdict.Final(step.Attempt);

    public bool Sleep(string? name, TimeSpan? duration, DateTimeOffset? until, SourcePosition where) => inner.Sleep(name, duration, until, where);

    public StepKey ReserveBranch(string name) => inner.ReserveBranch(name);

    public IReadOnlyList<BranchResult>? WaitForBranches(FanOutRequest request, SourcePosition where) => inner.WaitForBranches(request, where);

    public Payload GetState(string name) => inner.GetState(name);

    public void SetState(string name, Payload value, SourcePosition where) => inner.SetState(name, value, where);

    public void RecordArguments(Payload arguments) => inner.RecordArguments(arguments);

    public ItemId StartRun(string flow, Func<FlowDefinition, StartRequest> request, SourcePosition where) => inner.StartRun(flow, request, where);

    public ChildResult? RunChild(ChildRequest request, SourcePosition where) => inner.RunChild(request, where);

    public void Continue(Payload arguments, SourcePosition where) => inner.Continue(arguments, where);

    public ReceivedSignal? WaitForSignal(string name, TimeSpan? timeout, SourcePosition where) => inner.WaitForSignal(name, timeout, where);

    public ApprovalResult? WaitForApproval(ApprovalRequest request, SourcePosition where) => inner.WaitForApproval(request, where);

    public bool Reboot(string name, TimeSpan timeout, SourcePosition where) => inner.Reboot(name, timeout, where);

    public void SendSignal(SignalRequest request, SourcePosition where) => inner.SendSignal(request, where);

    public EndingInfo? Ending => inner.Ending;

    public void Register(string name, RegisteredBlock block, SourcePosition where) => inner.Register(name, block, where);

    public StepEntry EnterRegistered(StepKey key, RegisteredBlock block) => inner.EnterRegistered(key, block);

    public void ShowProgress(ProgressReport? progress) => inner.ShowProgress(progress);

    public void ShowStepProgress(ProgressReport? progress) => inner.ShowStepProgress(progress);

    public void Log(StreamRecord record) => inner.Log(record);
}
