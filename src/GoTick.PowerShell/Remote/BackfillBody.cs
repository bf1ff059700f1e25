namespace GoTick.PowerShell.Remote;

/// <summary>A past range whose runs are to be made up for, its ends included.</summary>
internal sealed record BackfillBody
{
    /// <summary>The first time.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The last time.</summary>
    public required DateTimeOffset To { get; init; }
}
