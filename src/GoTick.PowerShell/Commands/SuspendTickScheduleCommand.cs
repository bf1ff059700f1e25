using System.Management.Automation;

namespace GoTick.PowerShell.Commands;

/// <summary>Pauses schedules: no run starts by itself until <c>Resume-TickSchedule</c>. What runs, runs on.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "TickSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SuspendTickScheduleCommand : ScheduleCommand
{
    internal override void Take(string name)
    {
        if (ShouldProcess(name, $"Pause the schedule in {Connection.Store}"))
        {
            Await(Client.SuspendScheduleAsync(name, StopToken));
        }
    }
}
