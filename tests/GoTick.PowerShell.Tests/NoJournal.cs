using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Tests;

/// <summary>An activation of a flow without steps; any other use of it is a lost lease.</summary>
internal sealed class NoJournal(FlowVersion version) : IActivation
{
    public RunInfo Run { get; } = new()
    {
        Id = ItemId.ParseRoot("test"),
        Flow = "test",
        Version = version.Hash,
        Arguments = Payload.None,
        Started = DateTimeOffset.UnixEpoch,
        Queue = "default",
    };

    public List<StreamRecord> Records { get; } = [];

    public BranchInfo? Branch => null;

    public FlowVersion Version => version;

    public bool IsReplaying => false;

    public bool IsReleased => false;

    public DateTimeOffset LogicalTime => DateTimeOffset.UnixEpoch;

    public DateTimeOffset StoreTime => DateTimeOffset.UnixEpoch;

    public Payload BoundArguments => Payload.None;

    public EndingInfo? Ending => null;

    public void Register(string name, RegisteredBlock block, SourcePosition where) => throw Lost();

    public StepEntry EnterRegistered(StepKey key, RegisteredBlock block) => throw Lost();

    public StepEntry EnterStep(string name, StepKind kind, RetryPolicy retry, SourcePosition where) => throw Lost();

    public void RecordValue(StepEntry.Run step, Payload value) => throw Lost();

    public StepFailureVerdict RecordFailure(StepEntry.Run step, FailureDetails error) => throw Lost();

    public bool Sleep(string? name, TimeSpan? duration, DateTimeOffset? until, SourcePosition where) => throw Lost();

    public StepKey ReserveBranch(string name) => throw Lost();

    public IReadOnlyList<BranchResult>? WaitForBranches(FanOutRequest request, SourcePosition where) => throw Lost();

    public Payload GetState(string name) => throw Lost();

    public void SetState(string name, Payload value, SourcePosition where) => throw Lost();

    public void RecordArguments(Payload arguments) => throw Lost();

    public ItemId StartRun(string flow, Func<FlowDefinition, StartRequest> request, SourcePosition where) => throw Lost();

    public ChildResult? RunChild(ChildRequest request, SourcePosition where) => throw Lost();

    public void Continue(Payload arguments, SourcePosition where) => throw Lost();

    public ReceivedSignal? WaitForSignal(string name, TimeSpan? timeout, SourcePosition where) => throw Lost();

    public ApprovalResult? WaitForApproval(ApprovalRequest request, SourcePosition where) => throw Lost();

    public bool Reboot(string name, TimeSpan timeout, SourcePosition where) => throw Lost();

    public void SendSignal(SignalRequest request, SourcePosition where) => throw Lost();

    public List<ProgressReport?> Progress { get; } = [];

    public List<ProgressReport?> StepProgress { get; } = [];

    public void ShowProgress(ProgressReport? progress) => Progress.Add(progress);

    public void ShowStepProgress(ProgressReport? progress) => StepProgress.Add(progress);

    public void Log(StreamRecord record) => Records.Add(record);

    private static LeaseLostException Lost() => new("lost");
}
