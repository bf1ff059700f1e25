using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>What the dispatcher knows of one partition.</summary>
internal sealed class PartitionTurn(int partition)
{
    private StoreTime? _noted;

    public int Partition { get; } = partition;

    /// <summary>Somebody said that work may be ready. Written under the dispatcher's lock; a lost race costs one poll interval at most.</summary>
    public volatile bool IsWanted = true;

    /// <summary>The last claim brought all it asked for: there may be more.</summary>
    public bool HasMore { get; set; }

    public bool WasPolled { get; set; }

    public long Polled { get; set; }

    public long Sequence { get; set; } = 1;

    public int Failures { get; set; }

    /// <summary>A claim that nobody waits for is under way; until it is over, this turn is its own.</summary>
    public volatile bool IsProbed;

    /// <summary>The earliest timer that is known. Under the dispatcher's lock.</summary>
    public StoreTime? NextWake { get; private set; }

    /// <summary>A claim is being sent. Under the dispatcher's lock.</summary>
    public void Asking() => _noted = null;

    /// <summary>The claim's answer, which cannot know of timers that were set while it was under way. Under the dispatcher's lock.</summary>
    public void Answered(StoreTime? nextWake) => NextWake = Earlier(nextWake, _noted);

    /// <summary>This worker has set a timer. Under the dispatcher's lock.</summary>
    public void Note(StoreTime wake)
    {
        _noted = Earlier(_noted, wake);
        NextWake = Earlier(NextWake, wake);
    }

    /// <summary>How long to leave a store alone that did not answer: 100 ms doubling to 1 s.</summary>
    public TimeSpan Backoff => TimeSpan.FromMilliseconds(Math.Min(1_000, 100 << Math.Min(Failures - 1, 4)));

    private static StoreTime? Earlier(StoreTime? a, StoreTime? b) => a is { } x && b is { } y ? (x < y ? x : y) : a ?? b;
}
