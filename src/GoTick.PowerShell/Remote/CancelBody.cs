namespace GoTick.PowerShell.Remote;

/// <summary>How a run is to be cancelled.</summary>
internal sealed record CancelBody
{
    /// <summary>Why; kept with the run.</summary>
    public string? Reason { get; init; }

    /// <summary>True: it has ended at once, and nothing more of it runs, not even compensations.</summary>
    public bool Force { get; init; }

    /// <summary>True: the answer comes when the run has ended (200, with the run), or after a while all the same (202).</summary>
    public bool Wait { get; init; }
}
