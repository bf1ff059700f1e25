using GoTick.Core.Flows;

namespace GoTick;

/// <summary>A flow of the catalogue.</summary>
public sealed class TickFlow
{
    internal TickFlow(FlowDefinition flow, string store)
    {
        Name = flow.Name;
        Description = flow.Settings.Description;
        Version = flow.Version;
        Published = flow.Published;
        Versions = [.. flow.History];
        Queue = flow.Settings.Queue;
        Priority = flow.Settings.Priority;
        ConcurrencyKey = flow.Settings.ConcurrencyKey;
        MaxConcurrency = flow.Settings.MaxConcurrency;
        Timeout = flow.Settings.Timeout;
        Retention = flow.Settings.Retention;
        Tags = [.. flow.Settings.Tags];
        Parameters = [.. flow.Parameters.Select(p => new TickFlowParameter(p))];
        Store = store;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>A sentence for lists; null when there is none.</summary>
    public string? Description { get; }

    /// <summary>The hash of the version that new runs begin with.</summary>
    public string Version { get; }

    /// <summary>When that version was published.</summary>
    public DateTimeOffset Published { get; }

    /// <summary>Every version that the catalogue ever had for the name, oldest first.</summary>
    public string[] Versions { get; }

    /// <summary>The queue its runs wait in.</summary>
    public string Queue { get; }

    /// <summary>−100 (last) to 100 (first).</summary>
    public int Priority { get; }

    /// <summary>The key under which its runs take turns; null when there is none.</summary>
    public string? ConcurrencyKey { get; }

    /// <summary>The most runs at one time, of each key or of the flow; null = no limit.</summary>
    public int? MaxConcurrency { get; }

    /// <summary>The time for a run; null = no limit.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>How long ended runs are kept.</summary>
    public TimeSpan Retention { get; }

    /// <summary>The tags that each run gets.</summary>
    public string[] Tags { get; }

    /// <summary>The parameters of its <c>param()</c> block.</summary>
    public TickFlowParameter[] Parameters { get; }

    /// <summary>The store, without user and password.</summary>
    public string Store { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
