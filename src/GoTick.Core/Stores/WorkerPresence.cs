using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>A worker that is present in a partition.</summary>
/// <param name="Worker">Its name.</param>
/// <param name="Presence">What it says of itself.</param>
/// <param name="Until">Until when it counts as present.</param>
public sealed record WorkerPresence(WorkerId Worker, byte[] Presence, StoreTime Until);
