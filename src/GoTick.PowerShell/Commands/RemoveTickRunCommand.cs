using System.Management.Automation;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>Removes ended runs with all that belongs to them. One that has not ended is the error <c>TickRunNotTerminal</c>.</summary>
[Cmdlet(VerbsCommon.Remove, "TickRun", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveTickRunCommand : RunCommand
{
    internal override void Take(ItemId run)
    {
        if (ShouldProcess(run.Text, $"Remove the run from {Connection.Store}"))
        {
            Await(Client.RemoveAsync(run, StopToken));
        }
    }
}
