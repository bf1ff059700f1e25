namespace GoTick.Core.Stores;

/// <summary>A queue as it stands.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Ready">Items that wait in it for a worker.</param>
public sealed record QueueState(string Queue, long Ready);
