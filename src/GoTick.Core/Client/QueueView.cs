namespace GoTick.Core.Client;

/// <summary>A queue as it stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ready">Runs and branches that wait in it for a worker.</param>
/// <param name="Workers">Workers present that serve it.</param>
/// <param name="IsPaused">True when workers take nothing from it.</param>
public sealed record QueueView(string Name, long Ready, int Workers, bool IsPaused);
