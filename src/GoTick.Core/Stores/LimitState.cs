namespace GoTick.Core.Stores;

/// <summary>A limit as it stands. One that nobody holds or waits for, and whose rate has no memory, does not exist.</summary>
/// <param name="Limit">Its name.</param>
/// <param name="Holders">How many hold a permit.</param>
/// <param name="Waiting">How many wait for one.</param>
/// <param name="Next">When its rate lets the next one through; long past when it has none.</param>
public sealed record LimitState(string Limit, int Holders, int Waiting, StoreTime Next);
