using System.Management.Automation;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Brings suspended runs back, with their branches, whoever suspended them: a person, or the engine (<c>TickNonDeterminism</c>, <c>TickWorkerCrashed</c>,
/// <c>TickRequirementMissing</c>, …). One that is not suspended is the error <c>TickRunNotSuspended</c>.
/// </summary>
[Cmdlet(VerbsLifecycle.Resume, "TickRun", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ResumeTickRunCommand : RunCommand
{
    /// <summary>Why; kept with the run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    internal override void Take(ItemId run)
    {
        if (ShouldProcess(run.Text, $"Resume the run in {Connection.Store}"))
        {
            Await(Client.ResumeAsync(run, Reason, cancel: StopToken));
        }
    }
}
