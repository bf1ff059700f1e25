using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

internal sealed partial class SqliteTables
{
    public void AddReady(ReadyEntry entry)
    {
        session.Query("INSERT INTO ready(rid, queue, band, line, priority, rank) VALUES(?, ?, ?, ?, ?, ?)")
            .Bind(_items[entry.Item].Rid).Bind(entry.Queue).Bind((long)entry.Band).Bind(entry.Line).Bind(entry.Priority).Bind(entry.Rank).Run();
        session.Query("INSERT INTO line(queue, band, line, turn, entries) VALUES(?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET entries = entries + 1")
            .Bind(entry.Queue).Bind((long)entry.Band).Bind(entry.Line).Bind(entry.Rank).Run();
    }

    public void RemoveReady(ItemRow row) => RemoveReady(_items[row.Id].Rid);

    public ReadyEntry? PopReady(string queue, Band band, Func<StoreTime> nextTurn)
    {
        SqliteStatement turn = session.Query("SELECT line, entries FROM line WHERE queue = ? AND band = ? ORDER BY turn, line LIMIT 1")
            .Bind(queue).Bind((long)band);
        if (!turn.Step())
        {
            return null;
        }

        (string line, long entries) = (turn.Text(0), turn.Long(1));
        turn.Reset();
        SqliteStatement first = Fresh(
            "SELECT r.rid, r.priority, r.rank, i.id FROM ready r JOIN item i ON i.rid = r.rid "
            + "WHERE r.queue = ? AND r.band = ? AND r.line = ? ORDER BY r.priority DESC, r.rank LIMIT 1").Bind(queue).Bind((long)band).Bind(line);
        if (!first.Step())
        {
            throw new InvalidOperationException($"The line '{line}' of queue '{queue}' counts {entries} entries and has none.");
        }

        var entry = new ReadyEntry(queue, band, line, first.Int(1), first.Time(2), ItemId.FromStored(first.Text(3)));
        long rid = first.Long(0);
        first.Reset();
        session.Query("DELETE FROM ready WHERE rid = ?").Bind(rid).Run();
        if (entries > 1)
        {
            session.Query("UPDATE line SET entries = entries - 1, turn = ? WHERE queue = ? AND band = ? AND line = ?")
                .Bind(nextTurn()).Bind(queue).Bind((long)band).Bind(line).Run();
        }
        else
        {
            DropLine(queue, band, line);
        }

        return entry;
    }

    private void RemoveReady(long rid)
    {
        SqliteStatement removed = session.Query("DELETE FROM ready WHERE rid = ? RETURNING queue, band, line").Bind(rid);
        if (!removed.Step())
        {
            return;
        }

        (string queue, Band band, string line) = (removed.Text(0), (Band)removed.Int(1), removed.Text(2));
        removed.Reset();
        SqliteStatement left = session.Query(
            "UPDATE line SET entries = entries - 1 WHERE queue = ? AND band = ? AND line = ? RETURNING entries").Bind(queue).Bind((long)band).Bind(line);
        if (left.First(s => s.Long(0)) == 0)
        {
            DropLine(queue, band, line);
        }
    }

    private void DropLine(string queue, Band band, string line) => session.Query("DELETE FROM line WHERE queue = ? AND band = ? AND line = ?")
        .Bind(queue).Bind((long)band).Bind(line).Run();
}
