using System.Management.Automation;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A durable sleep: it costs nothing in any worker and outlives them. A lone number is seconds: <c>Start-TickSleep 5</c>.</summary>
[Cmdlet(VerbsLifecycle.Start, "TickSleep", DefaultParameterSetName = Lone)]
[OutputType(typeof(void))]
public sealed class StartTickSleepCommand : FlowCommand
{
    private const string Lone = "Lone";
    private const string InSeconds = "Seconds";
    private const string InMilliseconds = "Milliseconds";
    private const string ByDuration = "Duration";
    private const string ByTime = "Until";
    private const double MostSeconds = 100d * 366 * 86_400; // a century

    /// <summary>How long, when nothing else is given; a number is seconds.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Lone)]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan For { get; set; }

    /// <summary>The step's name. Default: <c>sleep</c>.</summary>
    [Parameter(Position = 0, ParameterSetName = InSeconds)]
    [Parameter(Position = 0, ParameterSetName = InMilliseconds)]
    [Parameter(Position = 0, ParameterSetName = ByDuration)]
    [Parameter(Position = 0, ParameterSetName = ByTime)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>How long, in seconds, with fractions; 0 to a century.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InSeconds)]
    [ValidateRange(0d, MostSeconds)]
    public double Seconds { get; set; }

    /// <summary>How long, in milliseconds; 0 to a century.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InMilliseconds)]
    [ValidateRange(0d, MostSeconds * 1000)]
    public double Milliseconds { get; set; }

    /// <summary>How long; a number is seconds.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByDuration)]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan Duration { get; set; }

    /// <summary>Until when. A time without zone is local time; one that has passed does not sleep.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByTime)]
    public DateTimeOffset Until { get; set; }

    internal override void Run()
    {
        RequireFlowScope(Name ?? "sleep");
        TimeSpan? duration = ParameterSetName switch
        {
            Lone => For,
            InSeconds => TimeSpan.FromSeconds(Seconds),
            InMilliseconds => TimeSpan.FromMilliseconds(Milliseconds),
            ByDuration => Duration,
            _ => null,
        };
        if (!Flow.Activation.Sleep(Name, duration, duration is null ? Until : null, Flow.PositionOf(MyInvocation)))
        {
            throw Flow.Unwind(new ActivationOutcome.Suspended());
        }
    }
}
