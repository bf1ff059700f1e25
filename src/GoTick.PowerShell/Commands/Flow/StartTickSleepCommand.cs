using System.Management.Automation;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A durable sleep: it costs nothing in any worker and outlives them.</summary>
[Cmdlet(VerbsLifecycle.Start, "TickSleep", DefaultParameterSetName = "Seconds")]
[OutputType(typeof(void))]
public sealed class StartTickSleepCommand : FlowCommand
{
    /// <summary>The step's name. Default: <c>sleep</c>. A lone number is not a name but seconds.</summary>
    [Parameter(Position = 0)]
    public object? Name { get; set; }

    /// <summary>How long, in seconds; not negative.</summary>
    [Parameter(ParameterSetName = "Seconds")]
    [ValidateRange(0d, 3_000_000_000d)]
    public double Seconds { get; set; }

    /// <summary>How long, in milliseconds; not negative.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Milliseconds")]
    [ValidateRange(0, int.MaxValue)]
    public int Milliseconds { get; set; }

    /// <summary>How long.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Duration")]
    public TimeSpan Duration { get; set; }

    /// <summary>Until when.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Until")]
    public DateTimeOffset Until { get; set; }

    internal override void Run(FlowContext context)
    {
        bool isNumber = Name is int or long or double or decimal;
        bool hasSeconds = MyInvocation.BoundParameters.ContainsKey(nameof(Seconds));
        if (ParameterSetName == "Seconds" && isNumber == hasSeconds)
        {
            throw new Core.Errors.TickException(
                Core.Errors.TickErrorId.ArgumentInvalid,
                Core.Errors.TickErrorKind.InvalidInput,
                "Say how long to sleep: Start-TickSleep 5, or Start-TickSleep NAME -Seconds 5, -Milliseconds, -Duration or -Until.");
        }

        string? name = isNumber ? null : Name?.ToString();
        TimeSpan? duration = ParameterSetName switch
        {
            "Seconds" => TimeSpan.FromSeconds(isNumber ? LanguagePrimitives.ConvertTo<double>(Name) : Seconds),
            "Milliseconds" => TimeSpan.FromMilliseconds(Milliseconds),
            "Duration" => Duration,
            _ => null,
        };
        if (!context.Activation.Sleep(name, duration, duration is null ? Until : null, context.PositionOf(MyInvocation)))
        {
            throw context.Suspend();
        }
    }
}
