namespace GoTick.Core.Stores;

/// <summary>Who waits for a permit. The order is: the higher priority, the lower turn, the lower rank.</summary>
/// <param name="Holder">Who.</param>
/// <param name="Line">Its line: lines take turns.</param>
/// <param name="Priority">−100 to 100.</param>
/// <param name="Turn">Which turn of its line it has.</param>
/// <param name="Rank">When it asked first; never the same for two.</param>
public sealed record PermitWaiter(string Holder, string Line, int Priority, long Turn, StoreTime Rank);
