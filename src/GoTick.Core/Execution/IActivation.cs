using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>
/// The journal port: everything that a script's cmdlets may do to their run. One activation belongs to one slot's thread; the calls block that
/// thread until the store has answered, and wait through a store outage. Each may throw <see cref="LeaseLostException"/> (unwind, record
/// nothing), <see cref="OperationCanceledException"/> (stopped from outside) or a <see cref="TickException"/> (an error of the flow).
/// <c>TickNonDeterminism</c> is raised here, too; the executor turns it into <see cref="ActivationOutcome.Faulted"/>.
/// </summary>
public interface IActivation
{
    /// <summary>The run.</summary>
    RunInfo Run { get; }

    /// <summary>The branch, when the item is one; else null.</summary>
    BranchInfo? Branch { get; }

    /// <summary>The texts.</summary>
    FlowVersion Version { get; }

    /// <summary>True while the next step is answered by the journal.</summary>
    bool IsReplaying { get; }

    /// <summary>True once the lease was given back: every GoTick cmdlet reached on the way out must unwind again.</summary>
    bool IsReleased { get; }

    /// <summary>The time of the last journal event that was read or written; a sleep that is over moves it to the time it was due.</summary>
    DateTimeOffset LogicalTime { get; }

    /// <summary>The store's clock now, never ahead of it by more than one round trip.</summary>
    DateTimeOffset StoreTime { get; }

    /// <summary>The script has reached a task, memo, array, state default or start.</summary>
    /// <param name="name">The user's name, checked here.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="retry">How often it is tried.</param>
    /// <param name="where">The call's place in the script, for messages.</param>
    StepEntry EnterStep(string name, StepKind kind, RetryPolicy retry, SourcePosition where);

    /// <summary>Records the value of the step that was entered last. After this returns, its block never runs again in this run.</summary>
    void RecordValue(StepEntry.Run step, Payload value);

    /// <summary>Records a failed attempt of the step that was entered last, and what follows.</summary>
    StepFailureVerdict RecordFailure(StepEntry.Run step, FailureDetails error);

    /// <summary>A durable sleep. True: it is over, go on. False: the lease was given back, unwind.</summary>
    /// <param name="name">The user's name, or null for <c>sleep</c>.</param>
    /// <param name="duration">How long, from logical time on; null when <paramref name="until"/> is given.</param>
    /// <param name="until">Until when; null when <paramref name="duration"/> is given.</param>
    /// <param name="where">The call's place.</param>
    bool Sleep(string? name, TimeSpan? duration, DateTimeOffset? until, SourcePosition where);

    /// <summary>Reserves the key of a branch or of a group of branches (<c>NAME</c>, <c>NAME#2</c>, …).</summary>
    StepKey ReserveBranch(string name);

    /// <summary>Runs branches and waits for them: one result a branch, in order. Null: the lease was given back, unwind.</summary>
    IReadOnlyList<BranchResult>? WaitForBranches(FanOutRequest request, SourcePosition where);

    /// <summary>The run's state variable as of this point of the script; <see cref="Payload.None"/> when it was never set.</summary>
    Payload GetState(string name);

    /// <summary>Sets the run's state variable.</summary>
    /// <exception cref="TickException"><c>TickStateInBranch</c> in a branch.</exception>
    void SetState(string name, Payload value, SourcePosition where);

    /// <summary>
    /// The arguments with their evaluated defaults, when an earlier pass recorded them; <see cref="Payload.None"/> on the first pass.
    /// </summary>
    Payload BoundArguments { get; }

    /// <summary>Records the arguments with their evaluated defaults; called at most once, on the first pass, before any step.</summary>
    void RecordArguments(Payload arguments);

    /// <summary>Starts an independent run from flow scope: a step, done once. Returns its id.</summary>
    /// <param name="flow">The flow's name.</param>
    /// <param name="request">Makes the request from the flow as the catalogue has it; called on the first pass only. Its <see cref="TickException"/> is recorded.</param>
    /// <param name="where">The call's place.</param>
    /// <exception cref="TickException">As <c>TickClient.StartAsync</c>; the same on every replay.</exception>
    ItemId StartRun(string flow, Func<FlowDefinition, StartRequest> request, SourcePosition where);

    /// <summary>Starts a child run, in the same commit in which the item begins to wait for its end. Null: the lease was given back, unwind.</summary>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>, <c>TickArgumentInvalid</c>: it was not started; the same on every replay.</exception>
    ChildResult? RunChild(ChildRequest request, SourcePosition where);

    /// <summary>
    /// The run goes on in a fresh journal, under the same id, from the top of its script: unwind. Signals that were not taken stay; state and callbacks go with
    /// the journal.
    /// </summary>
    /// <param name="arguments">What the run is started with from now on (a dictionary).</param>
    /// <param name="where">The call's place.</param>
    /// <exception cref="TickException"><c>TickRestartInBranch</c>; <c>TickRestartRefused</c> while compensations are registered.</exception>
    void Continue(Payload arguments, SourcePosition where);

    /// <summary>Waits for a value from outside; one that was sent before is taken at once. Null: the lease was given back, unwind.</summary>
    /// <param name="name">The signal's name.</param>
    /// <param name="timeout">How long, from the first arrival at this wait on; zero looks only; null = for ever.</param>
    /// <param name="where">The call's place.</param>
    /// <exception cref="TickException"><c>TickSignalTimeout</c>, the same on every replay; <c>TickSignalInBranch</c>.</exception>
    ReceivedSignal? WaitForSignal(string name, TimeSpan? timeout, SourcePosition where);

    /// <summary>Asks people for their consent and waits for it. Null: the lease was given back, unwind.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, <c>TickApprovalInBranch</c>.</exception>
    ApprovalResult? WaitForApproval(ApprovalRequest request, SourcePosition where);

    /// <summary>Reboots the worker's machine and waits until it is up again. False: the lease was given back, unwind.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="timeout">How long the machine may stay up after it was told.</param>
    /// <param name="where">The call's place.</param>
    /// <exception cref="TickException"><c>TickRebootFailed</c>, the same on every replay; <c>TickRebootInBranch</c>.</exception>
    bool Reboot(string name, TimeSpan timeout, SourcePosition where);

    /// <summary>Sends a signal from flow scope: a step, done once.</summary>
    /// <exception cref="TickException">As <c>TickClient.SendSignalAsync</c>; the same on every replay.</exception>
    void SendSignal(SignalRequest request, SourcePosition where);

    /// <summary>
    /// Null while the script is to be run. Else the run ends: its blocks are run one after the other, each by way of <see cref="EnterRegistered"/>, and the pass
    /// has then completed.
    /// </summary>
    EndingInfo? Ending { get; }

    /// <summary>Leaves a compensation or callback for the end of the run. In the store when this returns.</summary>
    /// <param name="name">The user's name, checked here.</param>
    /// <param name="block">What to run.</param>
    /// <param name="where">The call's place.</param>
    /// <exception cref="TickException"><c>TickRegisteredInBranch</c> in a branch.</exception>
    void Register(string name, RegisteredBlock block, SourcePosition where);

    /// <summary>As <see cref="EnterStep"/>, for a block of <see cref="Ending"/>.</summary>
    StepEntry EnterRegistered(StepKey key, RegisteredBlock block);

    /// <summary>
    /// Says how far the run (or the branch) is, until it says otherwise. Of many reports only the newest is shown, at most four times a second; it never costs
    /// a step a call. A replay says nothing: report only when <see cref="IsReplaying"/> is false.
    /// </summary>
    /// <param name="progress">How far; null = it does not say any more.</param>
    void ShowProgress(ProgressReport? progress);

    /// <summary>As <see cref="ShowProgress"/>, of the step whose block runs; it ends with the step.</summary>
    void ShowStepProgress(ProgressReport? progress);

    /// <summary>Keeps a stream record; it travels with the next commit or within 250 ms, and never costs a call of its own on a short step.</summary>
    void Log(StreamRecord record);
}
