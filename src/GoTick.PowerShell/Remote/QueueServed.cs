namespace GoTick.PowerShell.Remote;

/// <summary>Whether a worker that is present serves a queue.</summary>
/// <param name="IsServed">True when one does.</param>
internal sealed record QueueServed(bool IsServed);
