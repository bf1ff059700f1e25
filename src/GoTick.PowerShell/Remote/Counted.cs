namespace GoTick.PowerShell.Remote;

/// <summary>How many there are.</summary>
/// <param name="Count">The number.</param>
internal sealed record Counted(int Count);
