using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Hosting;

/// <summary>What the cmdlets on a flow's thread belong to.</summary>
internal sealed class FlowContext(IActivation activation, FlowScript script)
{
    [ThreadStatic]
    private static FlowContext? _current;

    /// <summary>The flow on this thread; null outside of flows.</summary>
    public static FlowContext? Current
    {
        get => _current;
        set => _current = value;
    }

    public IActivation Activation { get; } = activation;

    public FlowScript Script { get; } = script;

    /// <summary>The step whose block runs; null in flow scope.</summary>
    public StepEntry.Run? Step { get; set; }

    /// <summary>True once the flow has suspended: nothing of it goes on in this pass.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>What ends the pass from the engine's side (a lost lease, a journal that does not fit).</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Unwinds the script. Nothing in a script can catch this; see the suspension section of the design.</summary>
    public Exception Suspend()
    {
        IsSuspended = true;
        Suspension.IsUnwinding = true;
        return new TerminateException();
    }

    /// <summary>Unwinds the script because of something that is not the script's affair.</summary>
    public Exception Stop(Exception fault)
    {
        Fault ??= fault;
        return Suspend();
    }

    /// <summary>The place of a call, relative to the flow's folder.</summary>
    public SourcePosition PositionOf(InvocationInfo call)
    {
        string? file = string.IsNullOrEmpty(call.ScriptName) ? null : Path.GetRelativePath(Script.Folder, call.ScriptName).Replace('\\', '/');
        return new SourcePosition(file, call.ScriptLineNumber, call.OffsetInLine);
    }

    /// <summary>True for what must unwind the script rather than be an error in it.</summary>
    public static bool IsEngineFault(Exception error) =>
        error is LeaseLostException or StoreUnavailableException or OperationCanceledException
        || error is TickException { ErrorId: TickErrorId.NonDeterminism or TickErrorId.JournalUnreadable };
}
