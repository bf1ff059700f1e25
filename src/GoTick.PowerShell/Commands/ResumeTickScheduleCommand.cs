using System.Management.Automation;

namespace GoTick.PowerShell.Commands;

/// <summary>Brings paused schedules back, from their next time on: times of the pause are not made up for.</summary>
[Cmdlet(VerbsLifecycle.Resume, "TickSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ResumeTickScheduleCommand : ScheduleCommand
{
    internal override void Take(string name)
    {
        if (ShouldProcess(name, $"Resume the schedule in {Connection.Store}"))
        {
            Await(Client.ResumeScheduleAsync(name, StopToken));
        }
    }
}
