using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>What a script may know of the run it belongs to. The same on every replay.</summary>
public sealed record RunInfo
{
    /// <summary>The run's id, in a branch too.</summary>
    public required ItemId Id { get; init; }

    /// <summary>The flow's name.</summary>
    public required string Flow { get; init; }

    /// <summary>The hash of the version that the run keeps to its end.</summary>
    public required string Version { get; init; }

    /// <summary>The arguments as the starter gave them (a dictionary, in the codec of the values).</summary>
    public required Payload Arguments { get; init; }

    /// <summary>When its first activation began (store clock).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The queue it runs in.</summary>
    public required string Queue { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The time of the schedule that it was started for; null = by no schedule.</summary>
    public DateTimeOffset? Scheduled { get; init; }

    /// <summary>The folder to start in; null = the flow's own folder.</summary>
    public string? WorkingDirectory { get; init; }
}
