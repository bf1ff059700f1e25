using System.Management.Automation;
using GoTick.Core.Limits;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Limits how many runs of a flow (<c>deploy</c>), runs of a concurrency key (<c>key:web01</c>) or steps of a name (<c>step:send-mail</c>) go at one time, or
/// begin in a time. What is not given is not limited: the whole limit is replaced. Workers heed it within a second; what has begun goes on.
/// </summary>
[Cmdlet(VerbsCommon.Set, "TickLimit", SupportsShouldProcess = true, DefaultParameterSetName = ConcurrencyOnly)]
[OutputType(typeof(TickLimit))]
public sealed class SetTickLimitCommand : TickCommand
{
    private const string ConcurrencyOnly = "Concurrency";
    private const string Second = "PerSecond";
    private const string Minute = "PerMinute";
    private const string Hour = "PerHour";

    /// <summary>The limit: the name of a flow, or <c>key:</c> or <c>step:</c> and a name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LimitNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The most at one time, at least 1. A run counts from its beginning to its end, its waits included.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConcurrencyOnly)]
    [Parameter(ParameterSetName = Second)]
    [Parameter(ParameterSetName = Minute)]
    [Parameter(ParameterSetName = Hour)]
    public int? Concurrency { get; set; }

    /// <summary>How many may begin a second, 1 to 1,000,000, spread evenly.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Second)]
    public int PerSecond { get; set; }

    /// <summary>How many may begin a minute, 1 to 1,000,000, spread evenly.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Minute)]
    public int PerMinute { get; set; }

    /// <summary>How many may begin an hour, 1 to 1,000,000, spread evenly.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Hour)]
    public int PerHour { get; set; }

    /// <summary>Writes the limit.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private LimitRate? Rate => ParameterSetName switch
    {
        Second => new LimitRate(PerSecond, LimitUnit.Second),
        Minute => new LimitRate(PerMinute, LimitUnit.Minute),
        Hour => new LimitRate(PerHour, LimitUnit.Hour),
        _ => null,
    };

    internal override void Take() => Each(Name, text =>
    {
        LimitName name = LimitName.Parse(text);
        LimitSpec spec = new LimitSpec { Concurrency = Concurrency, Rate = Rate }.Checked(name);
        if (!ShouldProcess(name.Text, $"Set the limit in {Connection.Store}"))
        {
            return;
        }

        Await(Client.SetLimitAsync(name, spec, StopToken));
        if (PassThru)
        {
            WriteObject(new TickLimit(Await(Client.GetLimitAsync(name, StopToken)), Connection.Store));
        }
    });
}
