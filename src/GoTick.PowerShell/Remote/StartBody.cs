using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

/// <summary>A run that is to be started.</summary>
internal sealed record StartBody
{
    /// <summary>The flow's name.</summary>
    public required string Flow { get; init; }

    /// <summary>The arguments, an object; they are checked against the flow's own <c>param()</c>.</summary>
    public Payload Arguments { get; init; }

    /// <summary>The run's id: 1 to 120 characters of <c>A-Z a-z 0-9 . _ : -</c>. Default: a new one.</summary>
    public string? Id { get; init; }

    /// <summary>What to do when a run with this id exists.</summary>
    public ExistingRun IfExists { get; init; }

    /// <summary>Not before so many seconds have passed.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Not before this time.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The queue. Default: the flow's.</summary>
    public string? Queue { get; init; }

    /// <summary>−100 (last) to 100 (first). Default: the flow's.</summary>
    public int? Priority { get; init; }

    /// <summary>The key under which it takes turns. Default: the flow's.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>The seconds that it has from its first activation on. Default: the flow's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Tags beside the flow's.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
