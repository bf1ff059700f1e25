using System.Management.Automation;
using System.Management.Automation.Runspaces;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.PowerShell.Errors;
using GoTick.PowerShell.Streams;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// The run that is on, on this thread: how a cmdlet finds its journal. It also knows that the run unwinds. PowerShell's own state does not: a
/// suspended pipeline ends as Completed.
/// </summary>
internal sealed class FlowContext(IActivation activation, FlowScript script, RunspaceSlot slot, TimeProvider time)
{
    [ThreadStatic]
    private static FlowContext? _current;

    private volatile bool _isStopping;
    private Pipeline? _nested;

    /// <summary>The context of this thread; null outside of flows, so also in threads that a flow makes.</summary>
    public static FlowContext? Current => _current;

    public IActivation Activation { get; } = activation;

    public FlowScript Script { get; } = script;

    public RunspaceSlot Slot { get; } = slot;

    public TimeProvider Time { get; } = time;

    public StepLog Log { get; } = new(activation);

    /// <summary>The step whose block runs; null in flow scope.</summary>
    public StepEntry.Run? Step { get; private set; }

    /// <summary>True in flow scope: the body of a flow or branch, outside of steps.</summary>
    public bool IsFlowScope => Step is null;

    /// <summary>The attempt of the step that runs, else of the branch, else 1.</summary>
    public int Attempt => Step?.Attempt ?? Activation.Branch?.Attempt ?? 1;

    /// <summary>True while a step runs whose non-terminating errors nobody wants.</summary>
    public bool IsQuiet { get; private set; }

    /// <summary>Non-terminating errors of flow scope.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Why the body of a branch was not even entered; null when it was.</summary>
    public ErrorRecord? BindingError { get; private set; }

    /// <summary>How the pass ends, whatever the script does on its way out; null while it goes on.</summary>
    public ActivationOutcome? Verdict { get; private set; }

    /// <summary>A bug of ours or of the journal, which no script may catch.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>
    /// Gives the slot up, whose block heeds no stop: what is given here is done in its place, then the run is handed over. False when the pass is over already.
    /// </summary>
    public Func<Action, bool> GiveUp { get; init; } = _ => false;

    /// <summary>True while the defaults of the flow's parameters are evaluated, which happens on the first pass only: no step may stand there.</summary>
    public bool IsTakingDefaults { get; set; }

    /// <summary>True once the script must leave: nothing that it still does counts.</summary>
    public bool IsUnwinding => Verdict is not null || Broken is not null || _isStopping || Slot.IsRunspaceGone;

    /// <summary>True while the script leaves blocks that it will enter again on the next pass; what a stopped step leaves is over.</summary>
    public bool IsLeftOpen => IsUnwinding && IsFlowScope;

    /// <summary>Makes this the thread's context for the time of <paramref name="body"/>.</summary>
    public void While(Action body)
    {
        _current = this;
        try
        {
            body();
        }
        finally
        {
            _current = null;
        }
    }

    /// <summary>Called from outside: the pass is over, whatever it does.</summary>
    public void Stop() => _isStopping = true;

    public void CountError(ErrorRecord record)
    {
        if (IsFlowScope && !IsUnwinding)
        {
            ErrorCount++;
            BindingError ??= IsBindingError(record.Exception, record) ? record : null;
        }
    }

    /// <summary>True when what failed is the call of the flow's or branch's own body: it stands in no file, as every call of a flow's does.</summary>
    public static bool IsBindingError(Exception error, ErrorRecord record) =>
        error is ParameterBindingException && string.IsNullOrEmpty(record.InvocationInfo?.ScriptName);

    /// <summary>For the time that a pipeline of ours runs inside the flow's own.</summary>
    public Nested EnterNested()
    {
        Pipeline? outer = _nested;
        _nested = Slot.Tables?.RunningPipeline();
        return new Nested(this, outer);
    }

    /// <summary>False in a <c>[powershell]::Create('CurrentRunspace')</c> that a script made: such a pipeline would swallow a suspension.</summary>
    public bool IsOwnPipeline()
    {
        return Slot.Tables?.RunningPipeline() is not { IsNested: true } running || ReferenceEquals(running, _nested);
    }

    /// <summary>
    /// Ends the pass with this outcome: throw what comes back. Of all exceptions only this one passes catch, trap, class methods and delegates
    /// (design §8).
    /// </summary>
    public TerminateException Unwind(ActivationOutcome outcome)
    {
        Verdict ??= outcome;
        return new TerminateException();
    }

    /// <inheritdoc cref="Unwind(ActivationOutcome)"/>
    public TerminateException Unwind()
    {
        if (!IsUnwinding)
        {
            throw new InvalidOperationException("Nothing unwinds.");
        }

        return new TerminateException();
    }

    /// <summary>Ends the pass because of an error that no script may see.</summary>
    public TerminateException Unwind(Exception error)
    {
        switch (error)
        {
            case LeaseLostException or OperationCanceledException or StoreUnavailableException:
                return Unwind(new ActivationOutcome.Abandoned());
            case TickException { ErrorId: TickErrorId.NonDeterminism }:
                return Unwind(new ActivationOutcome.Faulted(TickErrors.ToDetails(error, Script)));
            default:
                Broken ??= error;
                return new TerminateException();
        }
    }

    /// <summary>What a cmdlet throws in place of an error of the journal: an error that the flow may catch, or the end of the pass.</summary>
    public Exception Raised(Exception error) =>
        error is TickException tick && tick is not (LeaseLostException or StoreUnavailableException) && tick.ErrorId != TickErrorId.NonDeterminism
            ? FlowError.Of(tick)
            : Unwind(error);

    public void BeginStep(StepEntry.Run step, bool isQuiet)
    {
        Step = step;
        IsQuiet = isQuiet;
        Log.Enter(step);
    }

    public void EndStep()
    {
        Step = null;
        IsQuiet = false;
        Log.Leave();
    }

    /// <summary>Where a call stands, for the journal's messages.</summary>
    public SourcePosition PositionOf(InvocationInfo call)
    {
        string? script = call.ScriptName;
        bool isBelow = script is not null && script.Length > Script.Folder.Length && script.StartsWith(Script.Folder, StringComparison.Ordinal);
        return new SourcePosition(
            isBelow ? script![(Script.Folder.Length + 1)..].Replace('\\', '/') : script,
            call.ScriptLineNumber,
            call.OffsetInLine);
    }

    /// <summary>Ends <see cref="EnterNested"/>.</summary>
    public readonly struct Nested(FlowContext flow, Pipeline? outer) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => flow._nested = outer;
    }
}
