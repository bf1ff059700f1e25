using System.Collections;
using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Errors;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A step that runs a block: done once, remembered, tried again when it fails.</summary>
public abstract class StepCommand : FlowCommand
{
    /// <summary>The step's name: 1 to 200 characters without <c># [ ]</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>What the step does. It sees the flow's variables; what it changes of them is not seen after it.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Block { get; set; } = null!;

    /// <summary>All attempts, the first included; 0 = without limit. Default 3.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxAttempts { get; set; } = RetryPolicy.Default.MaxAttempts;

    /// <summary>The wait before the second attempt; a number is seconds. Default 1 s.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan RetryDelay { get; set; } = RetryPolicy.Default.RetryDelay;

    /// <summary>What each further wait is multiplied by. Default 2.</summary>
    [Parameter]
    [ValidateRange(1d, 100d)]
    public double Backoff { get; set; } = RetryPolicy.Default.Backoff;

    /// <summary>The longest wait between attempts; a number is seconds. Default 5 min.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan MaxRetryDelay { get; set; } = RetryPolicy.Default.MaxRetryDelay;

    /// <summary>Errors that are final at once: error ids or exception type names.</summary>
    [Parameter]
    public string[] NoRetryOn { get; set; } = [];

    internal abstract StepKind Kind { get; }

    /// <summary>The payload of what the block wrote.</summary>
    internal abstract Payload Keep(FlowContext context, IReadOnlyList<object?> output);

    /// <summary>Hands out a recorded value.</summary>
    internal abstract void Give(Payload value);

    internal sealed override void Run(FlowContext context)
    {
        if (context.Step is { } outer)
        {
            throw new TickException(
                TickErrorId.NestedStep,
                TickErrorKind.InvalidInput,
                $"'{Name}' is a step inside the block of step '{outer.Key}'. Steps do not nest: take it out of the block.")
            { Target = Name };
        }

        SourcePosition where = context.PositionOf(MyInvocation);
        StepEntry entry = context.Activation.EnterStep(Name, Kind, Policy(), where);
        while (true)
        {
            switch (entry)
            {
                case StepEntry.Suspended:
                    throw context.Suspend();
                case StepEntry.Recorded recorded:
                    Give(recorded.Value);
                    return;
                case StepEntry.RecordedFailure failed:
                    Fail(failed.Error);
                    return;
                case StepEntry.Run run:
                    if (Attempt(context, run) is not { } next)
                    {
                        return;
                    }

                    entry = next;
                    continue;
                default:
                    throw new InvalidOperationException($"Unknown entry {entry}.");
            }
        }
    }

    private RetryPolicy Policy() => new()
    {
        MaxAttempts = MaxAttempts,
        RetryDelay = RetryDelay,
        Backoff = Backoff,
        MaxRetryDelay = MaxRetryDelay,
        NoRetryOn = NoRetryOn,
    };

    /// <summary>Runs the block once and records how it ended. The next attempt, or null when the step is over.</summary>
    private StepEntry.Run? Attempt(FlowContext context, StepEntry.Run run)
    {
        Payload value;
        try
        {
            value = Keep(context, Invoke(context, run));
        }
        catch (Exception e) when (e is (RuntimeException and not PipelineStoppedException) or (TickException and not LeaseLostException))
        {
            FailureDetails error = TickErrors.ToDetails(e, context.Script.Folder);
            switch (context.Activation.RecordFailure(run, error))
            {
                case StepFailureVerdict.RunAgain again:
                    return again.Next;
                case StepFailureVerdict.Suspended:
                    throw context.Suspend();
                default:
                    Fail(error);
                    return null;
            }
        }

        context.Activation.RecordValue(run, value);
        // What a replay would hand out is what the first pass hands out: the value after its way through the store's form.
        Give(value);
        return null;
    }

    private List<object?> Invoke(FlowContext context, StepEntry.Run run)
    {
        string location = SessionState.Path.CurrentLocation.Path;
        context.Step = run;
        try
        {
            List<PSVariable> variables =
            [
                new PSVariable("ErrorActionPreference", Preference()),
                new PSVariable("PSNativeCommandUseErrorActionPreference", true),
            ];
            return [.. Block.InvokeWithContext(null, variables)];
        }
        finally
        {
            context.Step = null;
            if (SessionState.Path.CurrentLocation.Path != location)
            {
                SessionState.Path.SetLocation(location);
            }
        }
    }

    private ActionPreference Preference() =>
        MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given) && given is ActionPreference preference ? preference : ActionPreference.Stop;

    // As a throw statement would: under $ErrorActionPreference = Continue a merely terminating error of a cmdlet lets the script go on.
    private static void Fail(FailureDetails error)
    {
        ErrorRecord record = TickErrors.ToRecord(error);
        throw new RuntimeException(error.Message, record.Exception, record) { WasThrownFromThrowStatement = true };
    }
}
