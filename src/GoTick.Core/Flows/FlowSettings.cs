namespace GoTick.Core.Flows;

/// <summary>What belongs to a flow: the constant values of <c>[TickFlow(…)]</c> on its <c>param()</c> block. Changing them touches new runs only.</summary>
public sealed record FlowSettings
{
    /// <summary>The queue of runs that are started without one.</summary>
    public const string DefaultQueue = "default";

    /// <summary>How long ended runs are kept by default: 7 days.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(7);

    /// <summary>A sentence for lists; null when there is none.</summary>
    public string? Description { get; init; }

    /// <summary>The time for a run from its first activation, suspended time included; null = no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The queue its runs wait in. Default <c>default</c>.</summary>
    public string Queue { get; init; } = DefaultQueue;

    /// <summary>−100 (last) to 100 (first) among runs that have not begun. Default 0.</summary>
    public int Priority { get; init; }

    /// <summary>How long its ended runs are kept. Default 7 days.</summary>
    public TimeSpan Retention { get; init; } = DefaultRetention;

    /// <summary>
    /// The key under which runs take turns, with <c>{Parameter}</c> for a run's argument; null when there is none. Runs of many keys share a queue fairly, and
    /// <see cref="MaxConcurrency"/> counts by key.
    /// </summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>The most runs at one time, of each key or, without keys, of the flow; null = no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>A cron expression; null when there is none.</summary>
    public string? Schedule { get; init; }

    /// <summary>The time zone of <see cref="Schedule"/>, an IANA or Windows id; null = UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The tags that each run gets.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
