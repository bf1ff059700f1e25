using System.Management.Automation;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Cancels runs: what runs of one is stopped within a second, on whatever worker it is; then its compensations run, and it is <c>Canceled</c>. A run that
/// nobody executes needs no worker for it. One that has ended stays as it is.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "TickRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(TickRun))]
public sealed class StopTickRunCommand : RunCommand
{
    /// <summary>Why; kept with the run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>Ends it at once: nothing more of it runs, not even compensations and callbacks. What its worker does for it is refused.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Waits until it has ended, and gives it.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    internal override void Take(ItemId run)
    {
        if (!ShouldProcess(run.Text, Force ? $"Cancel the run in {Connection.Store} at once, without its compensations" : $"Cancel the run in {Connection.Store}"))
        {
            return;
        }

        if (Wait)
        {
            WriteObject(Shown(Await(Client.CancelAndWaitAsync(run, Reason, force: Force, cancel: StopToken))));
        }
        else
        {
            Await(Client.CancelAsync(run, Reason, force: Force, cancel: StopToken));
        }
    }
}
