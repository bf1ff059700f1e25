using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>Schedules: all, or those of the given names, with their counts and next times.</summary>
[Cmdlet(VerbsCommon.Get, "TickSchedule")]
[OutputType(typeof(TickSchedule))]
public sealed class GetTickScheduleCommand : TickCommand
{
    /// <summary>The schedules' names; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>How many times to come <c>Upcoming</c> holds, 0 to 1,000. Default 10.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int Next { get; set; } = 10;

    internal override void Take() => Each(Name, name =>
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            Write(Await(Client.GetScheduleAsync(name, Next, StopToken)));
            return;
        }

        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        foreach (ScheduleView schedule in Await(Client.ListSchedulesAsync(Next, StopToken)).Where(s => pattern.IsMatch(s.Definition.Name)))
        {
            Write(schedule);
        }
    });

    private void Write(ScheduleView schedule) => WriteObject(new TickSchedule(schedule, Connection.Store));
}
