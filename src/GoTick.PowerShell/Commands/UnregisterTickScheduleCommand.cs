using System.Management.Automation;

namespace GoTick.PowerShell.Commands;

/// <summary>Removes schedules; their runs stay. One that a flow's text declares comes back when that text is published again.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "TickSchedule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class UnregisterTickScheduleCommand : ScheduleCommand
{
    internal override void Take(string name)
    {
        if (!ShouldProcess(name, $"Remove the schedule from {Connection.Store}"))
        {
            return;
        }

        if (Await(Client.GetScheduleAsync(name, cancel: StopToken)).Definition is { IsFromFlow: true } own)
        {
            WriteWarning($"The text of flow '{own.Flow}' declares the schedule '{name}': it comes back when a worker publishes it again. Take it out there, or use Suspend-TickSchedule.");
        }

        Await(Client.UnregisterScheduleAsync(name, StopToken));
    }
}
