using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

/// <summary>A signal that is to be sent to a run.</summary>
internal sealed record SignalBody
{
    /// <summary>The signal's name.</summary>
    public required string Name { get; init; }

    /// <summary>The value; left out when only the signal itself matters.</summary>
    public Payload Value { get; init; }

    /// <summary>What makes a repeated call the same signal: 1 to 200 characters. Default: each call is another one.</summary>
    public string? Id { get; init; }
}
