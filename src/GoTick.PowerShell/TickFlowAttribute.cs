namespace GoTick;

/// <summary>
/// What belongs to a flow, on its script's <c>param()</c> block. Every value must be constant: it is read from the script's syntax tree, and
/// the script is never run for it. A change touches new runs only.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TickFlowAttribute : Attribute
{
    /// <summary>The flow's name. Default: its path below the flows folder, <c>/</c>-separated, without <c>.ps1</c>.</summary>
    public string? Name { get; set; }

    /// <summary>A sentence for lists.</summary>
    public string? Description { get; set; }

    /// <summary>The time for a run from its first activation, suspended time included, as text (<c>1.00:00:00</c>). Default: no limit.</summary>
    public string? Timeout { get; set; }

    /// <summary>The queue its runs wait in. Default <c>default</c>.</summary>
    public string? Queue { get; set; }

    /// <summary>−100 (last) to 100 (first) among runs that have not begun. Default 0.</summary>
    public int Priority { get; set; }

    /// <summary>How long ended runs are kept, as text (<c>7.00:00:00</c>). Default 7 days.</summary>
    public string? Retention { get; set; }

    /// <summary>
    /// The key under which runs take turns; <c>{Name}</c> stands for the run's argument of that parameter: <c>deploy-{Server}</c>. Keys are the same in upper and
    /// lower case, and are shared by all flows.
    /// </summary>
    public string? ConcurrencyKey { get; set; }

    /// <summary>The most runs at one time, of each key or, without keys, of the flow; at least 1. Default: no limit.</summary>
    public int MaxConcurrency { get; set; }

    /// <summary>A cron expression.</summary>
    public string? Schedule { get; set; }

    /// <summary>The time zone of <see cref="Schedule"/>: an IANA id such as <c>Europe/Berlin</c>, or a Windows id. Default UTC.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The tags that each run gets, comma-separated.</summary>
    public string? Tags { get; set; }
}
