using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Memory;

/// <summary>The lines of one band of one queue, which take turns.</summary>
internal sealed class MemoryLines
{
    private readonly Dictionary<string, (StoreTime Turn, SortedSet<ReadyEntry> Entries)> _lines = new(StringComparer.Ordinal);
    private readonly SortedSet<(StoreTime Turn, string Line)> _turns = new(Comparer<(StoreTime Turn, string Line)>.Create(
        (a, b) => a.Turn.CompareTo(b.Turn) is not 0 and var c ? c : string.CompareOrdinal(a.Line, b.Line)));

    public static IComparer<ReadyEntry> EntryOrder { get; } = Comparer<ReadyEntry>.Create((a, b) =>
        b.Priority.CompareTo(a.Priority) is not 0 and var byPriority ? byPriority
        : a.Rank.CompareTo(b.Rank) is not 0 and var byRank ? byRank
        : string.CompareOrdinal(a.Item.Text, b.Item.Text));

    public bool IsEmpty => _turns.Count == 0;

    public IEnumerable<ReadyEntry> Entries =>
        _lines.OrderBy(l => l.Key, StringComparer.Ordinal).SelectMany(l => l.Value.Entries);

    public long Count => _lines.Values.Sum(l => (long)l.Entries.Count);

    public void Add(ReadyEntry entry)
    {
        if (!_lines.TryGetValue(entry.Line, out (StoreTime Turn, SortedSet<ReadyEntry> Entries) line))
        {
            line = (entry.Rank, new SortedSet<ReadyEntry>(EntryOrder));
            _lines.Add(entry.Line, line);
            _turns.Add((line.Turn, entry.Line));
        }

        line.Entries.Add(entry);
    }

    public void Remove(ReadyEntry entry)
    {
        (StoreTime turn, SortedSet<ReadyEntry> entries) = _lines[entry.Line];
        entries.Remove(entry);
        if (entries.Count == 0)
        {
            _lines.Remove(entry.Line);
            _turns.Remove((turn, entry.Line));
        }
    }

    public ReadyEntry? Pop(Func<StoreTime> nextTurn)
    {
        if (IsEmpty)
        {
            return null;
        }

        (StoreTime turn, string name) = _turns.Min;
        SortedSet<ReadyEntry> entries = _lines[name].Entries;
        ReadyEntry first = entries.Min!;
        entries.Remove(first);
        _turns.Remove((turn, name));
        if (entries.Count == 0)
        {
            _lines.Remove(name);
        }
        else
        {
            StoreTime next = nextTurn();
            _lines[name] = (next, entries);
            _turns.Add((next, name));
        }

        return first;
    }
}
