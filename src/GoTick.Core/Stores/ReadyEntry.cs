using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>An item in a line of a queue. Within a line: higher priority first, then the lower rank.</summary>
public sealed record ReadyEntry(string Queue, Band Band, string Line, int Priority, StoreTime Rank, ItemId Item);
