using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Memory;

/// <summary>The tables of a partition as plain collections.</summary>
internal sealed partial class MemoryTables : IPartitionTables
{
    private static readonly IComparer<(StoreTime At, ItemId Item)> HintOrder = Comparer<(StoreTime At, ItemId Item)>.Create(
        (a, b) => a.At.CompareTo(b.At) is not 0 and var c ? c : string.CompareOrdinal(a.Item.Text, b.Item.Text));

    private readonly Dictionary<ItemId, MemoryItem> _items = [];
    private readonly Dictionary<(string Queue, Band Band), MemoryLines> _lines = [];
    private readonly SortedSet<(StoreTime At, ItemId Item)> _timers = new(HintOrder);
    private readonly SortedSet<(StoreTime At, ItemId Item)> _leases = new(HintOrder);
    private readonly SortedSet<(StoreTime At, ItemId Item)> _gone = new(HintOrder);
    private readonly Dictionary<string, MemoryGate> _gates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<ItemId, StoreTime>> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<ItemId, (long Last, Queue<LogEntry> Entries)> _logs = [];
    private readonly Dictionary<string, (byte[] Body, int Holders)> _blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Name), Document> _documents = [];
    private readonly Dictionary<WorkerId, (byte[] Presence, StoreTime Until)> _workers = [];
    private readonly Dictionary<WorkerId, (long Sequence, IReadOnlyList<(ItemId Item, long Token)> Items)> _lastClaims = [];

    private readonly Dictionary<WorkerId, IReadOnlyList<MailEntry>> _mail = [];

    public long LastStamp { get; set; }

    public StoreTime LastSweep { get; set; }

    public long Settings { get; private set; }

    public ItemRow? Find(ItemId item) => _items.GetValueOrDefault(item)?.Row;

    public void Insert(ItemRow row)
    {
        _items.Add(row.Id, new MemoryItem(row));
        Save(row);
    }

    public void Save(ItemRow row)
    {
        MemoryItem item = _items[row.Id];
        item.Timer = Move(_timers, row.Id, item.Timer, row.Place is Place.Waiting or Place.Parked ? row.WakeAt : null);
        item.Lease = Move(_leases, row.Id, item.Lease, row.Place == Place.Leased ? row.LeaseUntil : null);
        item.Gone = Move(_gone, row.Id, item.Gone, row.Place == Place.Ended ? row.GoneAt : null);
    }

    public void Delete(ItemRow row)
    {
        row.Place = Place.Ended;
        row.GoneAt = null;
        Save(row);
        RemoveReady(row);
        _items.Remove(row.Id);
    }

    public void AppendEvents(ItemRow row, IReadOnlyList<byte[]> events) => _items[row.Id].Journal.AddRange(events);

    public void DropEvents(ItemRow row) => _items[row.Id].Journal.Clear();

    public IReadOnlyList<byte[]> ReadEvents(ItemId item, int from, int count) =>
        _items.TryGetValue(item, out MemoryItem? found) ? [.. found.Journal.Skip(from).Take(count)] : [];

    public bool HasMessage(ItemRow row, string messageId) => _items[row.Id].Inbox.Values.Any(m => m.Id == messageId);

    public int CountMessages(ItemRow row) => _items[row.Id].Inbox.Count;

    public void AddMessage(ItemRow row, InboxMessage message) => _items[row.Id].Inbox.Add(message.Number, message);

    public void RemoveMessages(ItemRow row, IReadOnlyList<string> messageIds)
    {
        SortedDictionary<long, InboxMessage> inbox = _items[row.Id].Inbox;
        foreach (InboxMessage message in inbox.Values.Where(m => messageIds.Contains(m.Id)).ToList())
        {
            inbox.Remove(message.Number);
        }
    }

    public void ClearMessages(ItemRow row) => _items[row.Id].Inbox.Clear();

    public IReadOnlyList<InboxMessage> ReadMessages(ItemId item, int count) => ReadMessages(item, 0, count);

    public IReadOnlyList<InboxMessage> ReadMessages(ItemId item, long after, int count) =>
        _items.TryGetValue(item, out MemoryItem? found) ? [.. found.Inbox.Values.SkipWhile(m => m.Number <= after).Take(count)] : [];

    public void AddReady(ReadyEntry entry)
    {
        if (!_lines.TryGetValue((entry.Queue, entry.Band), out MemoryLines? lines))
        {
            _lines.Add((entry.Queue, entry.Band), lines = new MemoryLines());
        }

        lines.Add(entry);
        _items[entry.Item].Ready = entry;
    }

    public void RemoveReady(ItemRow row)
    {
        MemoryItem item = _items[row.Id];
        if (item.Ready is { } entry)
        {
            _lines[(entry.Queue, entry.Band)].Remove(entry);
            item.Ready = null;
        }
    }

    public ReadyEntry? PopReady(string queue, Band band, Func<StoreTime> nextTurn)
    {
        ReadyEntry? entry = _lines.GetValueOrDefault((queue, band))?.Pop(nextTurn);
        if (entry is not null)
        {
            _items[entry.Item].Ready = null;
        }

        return entry;
    }

    public IReadOnlyList<ItemRow> Due(StoreTime now, int count) => Until(_timers, now, count);

    public IReadOnlyList<ItemRow> Expired(StoreTime now, int count) => Until(_leases, now, count);

    public IReadOnlyList<ItemRow> Leased(WorkerId? owner) =>
        [.. _leases.Select(l => _items[l.Item].Row).Where(r => owner is null || r.Lease.Owner == owner)];

    public StoreTime? NextWake() => _timers.Count == 0 ? null : _timers.Min.At;

    private static StoreTime? Move(SortedSet<(StoreTime At, ItemId Item)> hints, ItemId item, StoreTime? from, StoreTime? to)
    {
        if (from == to)
        {
            return to;
        }

        if (from is { } old)
        {
            hints.Remove((old, item));
        }

        if (to is { } at)
        {
            hints.Add((at, item));
        }

        return to;
    }

    private IReadOnlyList<ItemRow> Until(SortedSet<(StoreTime At, ItemId Item)> hints, StoreTime now, int count) =>
        [.. hints.TakeWhile(h => h.At <= now).Take(count).Select(h => _items[h.Item].Row)];
}
