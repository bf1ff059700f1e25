using System.Collections;
using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.PowerShell.Commands.Flow;
using GoTick.PowerShell.Completion;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Makes a schedule, or changes the one of that name into exactly this: <c>Register-TickSchedule nightly -Flow backup -Cron '0 2 * * *' -TimeZone Europe/Berlin</c>.
/// The same again changes nothing. Counts, and a pause, stay.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "TickSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(TickSchedule))]
public sealed class RegisterTickScheduleCommand : TickCommand
{
    /// <summary>The name: 1 to 100 characters of <c>A-Z a-z 0-9 . _ : -</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The flow to start.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    public string Flow { get; set; } = "";

    /// <summary>
    /// When: minute, hour, day of month, month, day of week; a second may stand before them. Or <c>@hourly</c>, <c>@daily</c>, <c>@weekly</c>, <c>@monthly</c>,
    /// <c>@yearly</c>.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompletions("'@hourly'", "'@daily'", "'@weekly'", "'@monthly'", "'0 2 * * *'", "'*/15 * * * *'")]
    public string Cron { get; set; } = "";

    /// <summary>The time zone of the expression: an IANA id such as <c>Europe/Berlin</c>, or a Windows id. Default: UTC.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The arguments of each run, by name; they are checked against the flow's parameters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public IDictionary? Arguments { get; set; }

    /// <summary>Each run starts up to this much after its time, always the same for a time and always before the next one; a number is seconds. 0 to 1 day, default 0.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan Jitter { get; set; }

    /// <summary>No time before this. A time without zone is local time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? Start { get; set; }

    /// <summary>No time after this.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? End { get; set; }

    /// <summary>What happens while a run of it has not ended. Default: <c>Allow</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public TickOverlap Overlap { get; set; }

    /// <summary>What becomes of times that no worker was there for. Up to a minute late is not missed. Default: <c>RunOnce</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public TickMisfire Misfire { get; set; }

    /// <summary>How far back missed times are made up for; a number is seconds. 0 to 366 days, default 1 day.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan MisfireWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The queue of its runs. Default: the flow's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Queue { get; set; }

    /// <summary>−100 (last) to 100 (first) among runs that have not begun. Default: the flow's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Priority { get; set; }

    /// <summary>Tags of its runs, beside the flow's and <c>schedule:NAME</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Tags")]
    public string[] Tag { get; set; } = [];

    internal override void Take()
    {
        FlowDefinition flow = Await(Client.GetFlowAsync(Flow, StopToken));
        var arguments = ArgumentBinder.Bind(new GivenArguments(Arguments, null, []).Collect(flow.Parameters), flow.Parameters);
        var schedule = new ScheduleDefinition
        {
            Name = Name,
            Flow = flow.Name,
            Cron = Cron,
            TimeZone = TimeZone,
            Arguments = arguments.Count == 0 ? Payload.None : ValueCodec.Encode(arguments, "The arguments"),
            Jitter = Jitter,
            Start = Start,
            End = End,
            Overlap = Enum.Parse<ScheduleOverlap>(Overlap.ToString()),
            Misfire = Enum.Parse<ScheduleMisfire>(Misfire.ToString()),
            MisfireWindow = MisfireWindow,
            Queue = string.IsNullOrEmpty(Queue) ? null : Queue,
            Priority = Priority,
            Tags = Tag,
        };
        if (ShouldProcess(Name, $"Schedule flow {flow.Name} in {Connection.Store}"))
        {
            Await(Client.RegisterScheduleAsync(schedule, cancel: StopToken));
            WarnWithoutWorker(schedule.Queue ?? flow.Settings.Queue, "The runs of this schedule wait");
            WriteObject(new TickSchedule(Await(Client.GetScheduleAsync(Name, 10, StopToken)), Connection.Store));
        }
    }
}
