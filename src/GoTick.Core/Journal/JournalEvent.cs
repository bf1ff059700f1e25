using System.Text.Json.Serialization;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>
/// One event of a run's journal: the wire format. Additive only: a field may be added with a default that means what its absence meant; nothing
/// is renamed, retyped or removed, and no discriminator is used twice.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "k")]
[JsonDerivedType(typeof(RunStarted), "run")]
[JsonDerivedType(typeof(BranchStarted), "branch")]
[JsonDerivedType(typeof(ArgumentsBound), "args")]
[JsonDerivedType(typeof(StepCompleted), "ok")]
[JsonDerivedType(typeof(StepAttemptFailed), "retry")]
[JsonDerivedType(typeof(StepFailed), "failed")]
[JsonDerivedType(typeof(SleepStarted), "sleep")]
[JsonDerivedType(typeof(FanOutOpened), "open")]
[JsonDerivedType(typeof(BranchesEnded), "ended")]
[JsonDerivedType(typeof(FanOutClosed), "close")]
[JsonDerivedType(typeof(BranchesCarried), "carried")]
[JsonDerivedType(typeof(StateSet), "state")]
[JsonDerivedType(typeof(BranchAttemptFailed), "again")]
[JsonDerivedType(typeof(SignalWaitStarted), "signal")]
[JsonDerivedType(typeof(SignalReceived), "got")]
[JsonDerivedType(typeof(SignalTimedOut), "nosignal")]
[JsonDerivedType(typeof(ApprovalAsked), "ask")]
[JsonDerivedType(typeof(ApprovalVoted), "vote")]
[JsonDerivedType(typeof(ApprovalEscalated), "escalate")]
[JsonDerivedType(typeof(ApprovalDecided), "decided")]
[JsonDerivedType(typeof(RebootStarted), "reboot")]
[JsonDerivedType(typeof(RebootAsked), "told")]
[JsonDerivedType(typeof(ChildStarted), "child")]
[JsonDerivedType(typeof(ChildCompleted), "childend")]
[JsonDerivedType(typeof(RunParked), "parked")]
[JsonDerivedType(typeof(RunMended), "mended")]
[JsonDerivedType(typeof(VersionChanged), "version")]
[JsonDerivedType(typeof(RunCompleted), "done")]
[JsonDerivedType(typeof(RunFailed), "error")]
[JsonDerivedType(typeof(RunCanceled), "canceled")]
[JsonDerivedType(typeof(RunTimedOut), "timedout")]
[JsonDerivedType(typeof(RunResumed), "resumed")]
[JsonDerivedType(typeof(CompensationRegistered), "undo")]
[JsonDerivedType(typeof(CallbackRegistered), "callback")]
[JsonDerivedType(typeof(RunEnding), "ending")]
[JsonDerivedType(typeof(ScheduleStarted), "sched")]
public abstract record JournalEvent
{
    /// <summary>When it was recorded (store clock); 0 in the first event of a run, whose time is the header's.</summary>
    [JsonPropertyName("t")]
    public StoreTime At { get; init; }
}
