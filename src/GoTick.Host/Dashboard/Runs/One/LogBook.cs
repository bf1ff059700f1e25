using GoTick.Core.Client;
using GoTick.Core.Execution;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>The newest records of a run's streams: so many that a page can show them, and no more than a page should hold.</summary>
public sealed class LogBook
{
    /// <summary>The most that are held.</summary>
    public const int Most = 10_000;

    private readonly List<StreamRecord> _records = [];

    /// <summary>The records, oldest first.</summary>
    public IReadOnlyList<StreamRecord> Records => _records;

    /// <summary>How many older ones are not held any more.</summary>
    public int Dropped { get; private set; }

    /// <summary>Changes with every record.</summary>
    public long Version { get; private set; }

    internal void Take(RunNews news)
    {
        if (news.Records.Count == 0)
        {
            return;
        }

        _records.AddRange(news.Records.Where(r => r.Stream != StreamKind.Progress));
        Version += news.Records.Count;
        int over = _records.Count - Most;
        if (over > 0)
        {
            // Some more at once: else every record from here on would move all others.
            int cut = Math.Min(_records.Count, over + (Most / 10));
            _records.RemoveRange(0, cut);
            Dropped += cut;
        }
    }
}
