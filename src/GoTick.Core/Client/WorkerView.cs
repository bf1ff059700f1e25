using GoTick.Core.Flows;
using GoTick.Core.Workers;

namespace GoTick.Core.Client;

/// <summary>A worker that is present.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Record">What it says of itself; null when only a newer GoTick can read it.</param>
/// <param name="Until">Until when it counts as present without another call (store clock).</param>
public sealed record WorkerView(WorkerId Id, WorkerRecord? Record, DateTimeOffset Until)
{
    /// <summary>The queues it serves; empty when only a newer GoTick can read them.</summary>
    public IReadOnlyList<string> Queues => Record?.Queues ?? [];
}
