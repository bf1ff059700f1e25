using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Has blocks told of the run's end, once compensations are over: each is a step that runs at least once, with how the run ended in <c>$_</c>. It sees the
/// variables that it names as they are now, and the flow's own functions and classes. One that fails is recorded and never changes the run's outcome.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "TickCallback")]
[OutputType(typeof(void))]
public sealed class RegisterTickCallbackCommand : FlowCommand
{
    /// <summary>The steps are named <c>NAME:success</c>, <c>NAME:failure</c>, <c>NAME:timeout</c> and <c>NAME:cancel</c>. Default: <c>callback</c>.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "callback";

    /// <summary>Run when the run has completed.</summary>
    [Parameter]
    public ScriptBlock? OnSuccess { get; set; }

    /// <summary>Run when the run has failed.</summary>
    [Parameter]
    public ScriptBlock? OnFailure { get; set; }

    /// <summary>Run when the run's time was over.</summary>
    [Parameter]
    public ScriptBlock? OnTimeout { get; set; }

    /// <summary>Run when the run was cancelled.</summary>
    [Parameter]
    public ScriptBlock? OnCancel { get; set; }

    internal override void Run()
    {
        RequireFlowScope(Name);
        StepKey.CheckName(Name);
        if ((OnSuccess ?? OnFailure ?? OnTimeout ?? OnCancel) is null)
        {
            throw new TickException(
                TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "A callback needs a block: -OnSuccess, -OnFailure, -OnTimeout or -OnCancel.");
        }

        Register(OnSuccess, RunStatus.Completed, "success");
        Register(OnFailure, RunStatus.Failed, "failure");
        Register(OnTimeout, RunStatus.TimedOut, "timeout");
        Register(OnCancel, RunStatus.Canceled, "cancel");
    }

    private void Register(ScriptBlock? block, RunStatus on, string what)
    {
        if (block is null)
        {
            return;
        }

        string name = $"{Name}:{what}";
        Flow.Activation.Register(
            name,
            new RegisteredBlock
            {
                Block = Flow.Script.Blocks.Reference(block),
                Variables = CapturedVariables.OfAll(block, SessionState, Flow, $"callback '{name}'", hasItem: true),
                Retry = RetryPolicy.Default,
                On = on,
            },
            Flow.PositionOf(MyInvocation));
    }
}
