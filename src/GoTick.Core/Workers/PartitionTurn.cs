using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>What the dispatcher knows of one partition.</summary>
internal sealed class PartitionTurn(int partition)
{
    public int Partition { get; } = partition;

    /// <summary>Somebody said that work may be ready. Written under the dispatcher's lock; a lost race costs one poll interval at most.</summary>
    public volatile bool IsWanted = true;

    /// <summary>The last claim brought all it asked for: there may be more.</summary>
    public bool HasMore { get; set; }

    public bool WasPolled { get; set; }

    public long Polled { get; set; }

    public long Sequence { get; set; } = 1;

    public int Failures { get; set; }

    public StoreTime? NextWake { get; set; }

    /// <summary>How long to leave a store alone that did not answer: 100 ms doubling to 1 s.</summary>
    public TimeSpan Backoff => TimeSpan.FromMilliseconds(Math.Min(1_000, 100 << Math.Min(Failures - 1, 4)));
}
