using System.Text.Json;
using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>The read side: short queries on a connection of their own. A read that stayed open would keep the write-ahead log from being used anew.</summary>
internal sealed partial class SqliteReader(SqliteSession session) : IDisposable
{
    private const string SelectItem = "SELECT " + SqliteRows.ItemColumns + " FROM item ";

    public ItemHeader? Header(ItemId item) => session.Query(SelectItem + "WHERE id = ?").Bind(item.Text).First(s => SqliteRows.Item(s).ToHeader());

    public IReadOnlyList<ItemHeader?> Headers(IReadOnlyList<ItemId> items)
    {
        string ids = JsonSerializer.Serialize([.. items.Select(i => i.Text)], SqliteJson.Default.StringArray);
        Dictionary<ItemId, ItemHeader> found = session.Query(SelectItem + "WHERE id IN (SELECT value FROM json_each(?))").Bind(ids)
            .List(s => SqliteRows.Item(s).ToHeader()).ToDictionary(h => h.Id);
        return [.. items.Select(i => found.GetValueOrDefault(i))];
    }

    public IReadOnlyList<byte[]> Journal(ItemId item, int from, int count)
    {
        // One statement, so that an item that is deleted and made anew meanwhile is never read half and half.
        return session.Query(
            "SELECT e.data FROM item i JOIN event e ON e.key BETWEEN (i.rid << 20) + ?2 AND (i.rid << 20) + ?3 WHERE i.id = ?1 ORDER BY e.key")
            .Bind(item.Text).Bind(from).Bind(Math.Min((long)from + count, 1 << SqliteSchema.PartBits) - 1).List(s => s.Blob(0));
    }

    public IReadOnlyList<InboxMessage> Inbox(ItemId item, long after, int count) => session.Query(
        "SELECT m.number, m.id, m.body FROM item i JOIN inbox m ON m.rid = i.rid WHERE i.id = ? AND m.number > ? ORDER BY m.number LIMIT ?")
        .Bind(item.Text).Bind(after).Bind(count).List(SqliteRows.Message);

    public GateState? Gate(string gate) => session.Query("SELECT " + SqliteRows.GateColumns + ", shared FROM gate WHERE id = ?").Bind(gate).First(State);

    public IReadOnlyList<GateOutcome> Outcomes(string gate, int from, int count) => session.Query(
        "SELECT o.key - (g.gid << 20), o.data FROM gate g JOIN gate_out o ON o.key BETWEEN (g.gid << 20) + ?2 AND (g.gid << 20) + ?3 "
        + "WHERE g.id = ?1 ORDER BY o.key")
        .Bind(gate).Bind(from).Bind(Math.Min((long)from + count, 1 << SqliteSchema.PartBits) - 1).List(Outcome);

    public IReadOnlyList<IndexEntry> Index(string index, StoreTime? before, int count) => session.Query(
        "SELECT created, id FROM ix WHERE name = ? AND created < ? ORDER BY created DESC LIMIT ?")
        .Bind(index).Bind(before?.Micros ?? long.MaxValue).Bind(count).List(s => new IndexEntry(s.Time(0), ItemId.FromStored(s.Text(1))));

    public IReadOnlyList<ItemId> Placed(Place place, int count) => session.Query(place switch
    {
        Place.Leased => "SELECT id FROM item WHERE place = 1 LIMIT ?",
        Place.Ready => "SELECT i.id FROM ready r JOIN item i ON i.rid = r.rid LIMIT ?",
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "Too many items may be there."),
    }).Bind(count).List(s => ItemId.FromStored(s.Text(0)));

    public IReadOnlyList<LogEntry> Log(ItemId run, long after, int count) => session.Query(
        "SELECT r.number, r.record FROM log l JOIN log_record r ON r.lid = l.lid WHERE l.run = ? AND r.number > ? ORDER BY r.number LIMIT ?")
        .Bind(run.Text).Bind(after).Bind(count).List(s => new LogEntry(s.Long(0), s.Blob(1)));

    public IReadOnlyList<ItemId> Gone(StoreTime wallClock, int count) => session.Query(
        "SELECT id FROM item WHERE place = 4 AND gone_at IS NOT NULL AND gone_at <= ? ORDER BY gone_at, id LIMIT ?")
        .Bind(Now(wallClock)).Bind(count).List(s => ItemId.FromStored(s.Text(0)));

    public IReadOnlyList<WorkerPresence> Workers() => session.Query("SELECT id, presence, until FROM worker ORDER BY id")
        .List(s => new WorkerPresence(new WorkerId(s.Text(0)), s.Blob(1), s.Time(2)));

    public IReadOnlyList<QueueState> Queues() => session.Query("SELECT queue, sum(entries) FROM line GROUP BY queue ORDER BY queue")
        .List(s => new QueueState(s.Text(0), s.Long(1)));

    /// <summary>The partition's time: never behind a stamp that was given out.</summary>
    public StoreTime Now(StoreTime wallClock)
    {
        long stamp = session.Query("SELECT stamp FROM clock WHERE id = 1").First(s => s.Long(0));
        return new StoreTime(Math.Max(stamp, wallClock.Micros));
    }

    public IReadOnlyList<LimitState> Limits(string after, int count) => session.Query(
        "SELECT name, holders, waiting, next FROM permit_limit WHERE name > ? ORDER BY name LIMIT ?")
        .Bind(after).Bind(count).List(s => new LimitState(s.Text(0), s.Int(1), s.Int(2), s.Time(3)));

    public LimitPermits Permits(string limit, int waiters) => new(
        session.Query(SqliteRows.SelectHolders + "WHERE name = ? ORDER BY holder").Bind(limit).List(SqliteRows.Holder),
        session.Query(SqliteRows.SelectWaiters + SqliteRows.WaitersInOrder).Bind(limit).Bind(waiters).List(SqliteRows.Waiter));

    public byte[]? Blob(string hash) => session.Query("SELECT body FROM blob WHERE hash = ?").Bind(hash).First(s => s.Blob(0));

    public IReadOnlyList<string> UnheldBlobs(int count) => session.Query("SELECT hash FROM blob WHERE holders = 0 ORDER BY hash LIMIT ?").Bind(count)
        .List(s => s.Text(0));

    public Document? Document(string kind, string name) => session.Query("SELECT name, revision, body FROM document WHERE kind = ? AND name = ?")
        .Bind(kind).Bind(name).First(s => ReadDocument(s, 0));

    public IReadOnlyList<Document> Documents(string kind) => session.Query("SELECT name, revision, body FROM document WHERE kind = ? ORDER BY name")
        .Bind(kind).List(s => ReadDocument(s, 0));

    /// <summary>Lets go of what a failed read left open.</summary>
    public void Dispose() => session.Dispose();

    private static Document ReadDocument(SqliteStatement s, int column) => new(s.Text(column), s.Long(column + 1), s.Blob(column + 2));

    private static GateOutcome Outcome(SqliteStatement s) => new(s.Int(0), s.Blob(1));

    private static GateState State(SqliteStatement s)
    {
        GateRow row = SqliteRows.Gate(s);
        return row.ToState() with { Shared = row.Spec is null ? [] : s.Blob(10) };
    }
}
