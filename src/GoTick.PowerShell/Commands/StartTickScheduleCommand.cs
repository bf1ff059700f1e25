using System.Management.Automation;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Starts a run of schedules now, also while they are paused, and writes it. With <c>-From</c> and <c>-To</c> it starts the runs of the times in that past range; a time
/// that has a run is passed over.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "TickSchedule", SupportsShouldProcess = true, DefaultParameterSetName = "Now")]
[OutputType(typeof(TickRun), ParameterSetName = ["Now"])]
[OutputType(typeof(TickSchedule), ParameterSetName = ["Range"])]
public sealed class StartTickScheduleCommand : ScheduleCommand
{
    /// <summary>The first time of the range. A time without zone is local time.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Range")]
    public DateTimeOffset From { get; set; }

    /// <summary>The last time of the range; not after now.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Range")]
    public DateTimeOffset To { get; set; }

    internal override void Take(string name)
    {
        if (ParameterSetName == "Range")
        {
            Backfill(name);
        }
        else if (ShouldProcess(name, $"Start a run of the schedule in {Connection.Store}"))
        {
            ItemId run = Await(Client.RunScheduleAsync(name, StopToken));
            WriteObject(new TickRun(Await(Client.GetRunAsync(run, StopToken)), Connection.Store));
        }
    }

    private void Backfill(string name)
    {
        if (ShouldProcess(name, $"Start the runs of its times from {From:o} to {To:o} in {Connection.Store}"))
        {
            int count = Await(Client.BackfillScheduleAsync(name, From, To, StopToken));
            WriteVerbose($"The range has {count} times.");
            WriteObject(new TickSchedule(Await(Client.GetScheduleAsync(name, cancel: StopToken)), Connection.Store));
        }
    }
}
