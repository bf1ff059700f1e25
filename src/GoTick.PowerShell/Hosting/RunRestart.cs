using System.Collections;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>How a person wants a run to be restarted.</summary>
internal sealed record RunRestart
{
    /// <summary>The run.</summary>
    public required ItemId Run { get; init; }

    /// <summary>The step that runs again first; null = from the start, or with <see cref="UsesCurrentVersion"/> on from where it was.</summary>
    public string? FromStep { get; init; }

    /// <summary>Reads the arguments that are to differ; null = none do.</summary>
    public Func<IReadOnlyList<FlowParameter>, IDictionary>? Arguments { get; init; }

    /// <summary>The values of kept steps that are to differ, by key.</summary>
    public IDictionary Values { get; init; } = new Hashtable();

    /// <summary>True: by the text that the catalogue has now.</summary>
    public bool UsesCurrentVersion { get; init; }
}
