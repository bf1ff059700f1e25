namespace GoTick.PowerShell.Remote;

/// <summary>Why something is done.</summary>
internal sealed record ReasonBody
{
    /// <summary>Why; kept with the run.</summary>
    public string? Reason { get; init; }
}
