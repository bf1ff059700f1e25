using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Reboots the machine that the flow's worker runs on, and goes on there once it is up again. Meanwhile the run stands in the queue <c>@MACHINE</c>, which the
/// workers of that machine serve beside their own; then it goes back to its queue. The worker has to start with the machine: <c>gotick service install</c>.
/// </summary>
/// <remarks>
/// The machine is rebooted once: a worker that dies on the way finds the machine in another boot, and does not tell it again. Not in a branch
/// (<c>TickRebootInBranch</c>). The command is a setting of the worker (<c>gotick worker --reboot-command</c>, <c>Start-TickWorker -RebootCommand</c>).
/// </remarks>
[Cmdlet(VerbsLifecycle.Restart, "TickComputer")]
public sealed class RestartTickComputerCommand : FlowCommand
{
    /// <summary>The step's name. Default: <c>reboot</c>.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "reboot";

    /// <summary>
    /// How long the machine may stay up after it was told; a number is seconds. Default: 10 minutes. After that the error <c>TickRebootFailed</c> is thrown, which
    /// the flow may catch. How long the machine is down does not count.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    internal override void Run()
    {
        RequireFlowScope(Name);
        if (!Flow.Activation.Reboot(Name, Timeout, Flow.PositionOf(MyInvocation)))
        {
            throw Flow.Unwind(new ActivationOutcome.Suspended());
        }
    }
}
