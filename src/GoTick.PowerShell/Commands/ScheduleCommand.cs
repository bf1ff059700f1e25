using System.Management.Automation;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>A cmdlet that works on schedules, which it is given by name or as schedule objects.</summary>
public abstract class ScheduleCommand : TickCommand
{
    /// <summary>The schedules: names, or schedule objects from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Works on one schedule.</summary>
    internal abstract void Take(string name);

    internal sealed override void Take() => Each(Name, Take);
}
