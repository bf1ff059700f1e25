namespace GoTick;

/// <summary>What belongs to a flow, on its <c>param()</c> block: <c>[TickFlow(Timeout = '1.00:00:00')]</c>. Read from the text; the script is not run for it.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class TickFlowAttribute : Attribute
{
    /// <summary>The flow's name. Default: its path below the flows folder, without <c>.ps1</c>.</summary>
    public string? Name { get; set; }

    /// <summary>A sentence for lists.</summary>
    public string? Description { get; set; }

    /// <summary>The time for a run from its first activation, as a TimeSpan text. Default: none.</summary>
    public string? Timeout { get; set; }

    /// <summary>The queue of its runs. Default: <c>default</c>.</summary>
    public string? Queue { get; set; }

    /// <summary>−100 to 100. Default 0.</summary>
    public int Priority { get; set; }

    /// <summary>How long ended runs are kept, as a TimeSpan text. Default: 7 days.</summary>
    public string? Retention { get; set; }

    /// <summary>The key under which runs take turns.</summary>
    public string? ConcurrencyKey { get; set; }

    /// <summary>The most runs at one time; 0 = no limit.</summary>
    public int MaxConcurrency { get; set; }

    /// <summary>A cron expression.</summary>
    public string? Schedule { get; set; }

    /// <summary>The IANA time zone of the schedule.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Tags, separated by commas.</summary>
    public string? Tags { get; set; }
}
