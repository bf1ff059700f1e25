using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A cmdlet with a named block that is tried again when it fails.</summary>
public abstract class RetryCommand : FlowCommand
{
    // Mistakes of the script: another attempt would end the same way.
    private static readonly string[] Mistakes =
    [
        TickErrorId.NestedStep, TickErrorId.NotInFlow, TickErrorId.NotInteractive, TickErrorId.NotSerializable, TickErrorId.PayloadTooLarge,
        TickErrorId.SecretRefused, TickErrorId.StepLeft,
    ];

    private static readonly RetryPolicy Usual = new() { NoRetryOn = Mistakes };

    /// <summary>The name: 1 to 200 characters without <c># [ ]</c>; the next use of it in the flow is <c>NAME#2</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>What to do.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>All attempts, the first included; 0 = until <c>-Timeout</c> is over. Default 3.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxAttempts { get; set; } = RetryPolicy.Default.MaxAttempts;

    /// <summary>The wait before the second attempt; a number is seconds. Default 1 s.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan RetryDelay { get; set; } = RetryPolicy.Default.RetryDelay;

    /// <summary>What each further wait is multiplied by, 1 to 1,000. Default 2.</summary>
    [Parameter]
    [ValidateRange(1d, 1000d)]
    public double Backoff { get; set; } = RetryPolicy.Default.Backoff;

    /// <summary>The longest wait between two attempts; a number is seconds. Default 5 min.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan MaxRetryDelay { get; set; } = RetryPolicy.Default.MaxRetryDelay;

    /// <summary>
    /// How much of each wait is left to chance, 0 to 1: with 1 it lasts anything between nothing and the whole wait, so that what failed together is not
    /// tried again together. Default 0. What came out is recorded, and is the same on each replay.
    /// </summary>
    [Parameter]
    [ValidateRange(0d, 1d)]
    public double RetryJitter { get; set; }

    /// <summary>The time for all attempts and the waits between them; a number is seconds. Default: no limit.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan? Timeout { get; set; }

    /// <summary>The time for one attempt; a number is seconds. Default: no limit.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan? AttemptTimeout { get; set; }

    /// <summary>Errors that are final at once: error ids, or exception types with or without namespace.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] NoRetryOn { get; set; } = [];

    private protected RetryPolicy Policy()
    {
        // Name and block only: nothing to read.
        if (MyInvocation.BoundParameters.Count <= 2)
        {
            return Usual;
        }

        return new RetryPolicy
        {
            MaxAttempts = MaxAttempts,
            RetryDelay = RetryDelay,
            Backoff = Backoff,
            MaxRetryDelay = MaxRetryDelay,
            Jitter = RetryJitter,
            Timeout = Timeout,
            AttemptTimeout = AttemptTimeout,
            NoRetryOn = NoRetryOn.Length == 0 ? Mistakes : [.. Mistakes, .. NoRetryOn],
        };
    }
}
