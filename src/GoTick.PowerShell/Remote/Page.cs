namespace GoTick.PowerShell.Remote;

/// <summary>A part of a list.</summary>
/// <param name="Items">What is in it.</param>
/// <param name="Next">What the next call says to go on behind it; null when this is the end for now.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null);
