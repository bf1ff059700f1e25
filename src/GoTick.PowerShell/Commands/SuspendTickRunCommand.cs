using System.Management.Automation;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Suspends runs until <c>Resume-TickRun</c>: a block that runs comes to its end, then the run parks, and so do its branches. The time limit of its flow goes on.
/// One that is suspended stays so; one that has ended is the error <c>TickRunEnded</c>.
/// </summary>
[Cmdlet(VerbsLifecycle.Suspend, "TickRun", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SuspendTickRunCommand : RunCommand
{
    /// <summary>Why; kept with the run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    internal override void Take(ItemId run)
    {
        if (ShouldProcess(run.Text, $"Suspend the run in {Connection.Store}"))
        {
            Await(Client.SuspendAsync(run, Reason, cancel: StopToken));
        }
    }
}
