using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Waits for a value that <c>Send-TickSignal</c> sends to the run; one that was sent before is taken at once, the oldest first. Waiting costs nothing in any
/// worker. Not in a branch (<c>TickSignalInBranch</c>): signals go to the run.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "TickSignal")]
[OutputType(typeof(object))]
public sealed class WaitTickSignalCommand : FlowCommand
{
    /// <summary>The signal's name: 1 to 200 characters without <c># [ ]</c>. Signals' names are a namespace of their own.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>
    /// How long; a number is seconds, 0 only looks. Default: for ever. When it is over the error <c>TickSignalTimeout</c> is thrown, which the flow may catch.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan? Timeout { get; set; }

    internal override void Run()
    {
        RequireFlowScope(Name);
        ReceivedSignal signal = Flow.Activation.WaitForSignal(Name, Timeout, Flow.PositionOf(MyInvocation))
            ?? throw Flow.Unwind(new ActivationOutcome.Suspended());
        WriteObject(ValueCodec.Decode(signal.Value), enumerateCollection: true);
    }
}
