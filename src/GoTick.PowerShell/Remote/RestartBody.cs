using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

/// <summary>How a run is to be restarted.</summary>
internal sealed record RestartBody
{
    /// <summary>The step that runs again first; what was recorded before it is kept. Default: nothing is kept.</summary>
    public string? FromStep { get; init; }

    /// <summary>The arguments that are to differ, an object.</summary>
    public Payload Arguments { get; init; }

    /// <summary>The values of kept steps that are to differ, an object with the steps' keys.</summary>
    public Payload Set { get; init; }

    /// <summary>True: by the text that the catalogue has now.</summary>
    public bool UseCurrentVersion { get; init; }
}
