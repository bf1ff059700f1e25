using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>A signal that somebody wants to send to a run.</summary>
public sealed record SignalRequest
{
    /// <summary>The run.</summary>
    public required ItemId Run { get; init; }

    /// <summary>The signal's name, as the flow waits for it: checked as the names of steps are; case does not matter.</summary>
    public required string Name { get; init; }

    /// <summary>The value; none when only the signal itself matters. At most 1 MiB.</summary>
    public Payload Value { get; init; }

    /// <summary>What makes a repeated call the same signal: 1 to 200 characters; null = each call is another one.</summary>
    public string? Id { get; init; }

    /// <summary>Who sends it; null when nobody is known.</summary>
    public string? By { get; init; }
}
