using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Sqlite;

internal sealed partial class SqliteReader
{
    /// <summary>Everything, as of one moment.</summary>
    public StoreDump Dump(StoreTime wallClock)
    {
        session.Execute("BEGIN");
        try
        {
            return new StoreDump
            {
                Now = Now(wallClock),
                Items = Items(),
                Ready = session.Query(
                    "SELECT r.queue, r.band, r.line, r.priority, r.rank, i.id FROM ready r JOIN item i ON i.rid = r.rid "
                    + "ORDER BY r.queue, r.band, r.line, r.priority DESC, r.rank")
                    .List(s => new ReadyEntry(s.Text(0), (Band)s.Int(1), s.Text(2), s.Int(3), s.Time(4), ItemId.FromStored(s.Text(5)))),
                Timers = session.Query("SELECT wake_at, id FROM item WHERE wake_at IS NOT NULL ORDER BY wake_at, id").List(Hint),
                Leases = session.Query("SELECT lease_until, id FROM item WHERE place = 1 ORDER BY lease_until, id").List(Hint),
                Gone = session.Query("SELECT gone_at, id FROM item WHERE place = 4 AND gone_at IS NOT NULL ORDER BY gone_at, id").List(Hint),
                Gates = Gates(),
                Indexes = session.Query("SELECT name, created, id FROM ix ORDER BY name, created")
                    .List(s => (s.Text(0), s.Time(1), ItemId.FromStored(s.Text(2)))),
                Logs = session.Query("SELECT l.run, r.number, r.record FROM log l JOIN log_record r ON r.lid = l.lid ORDER BY l.run, r.number")
                    .List(s => (ItemId.FromStored(s.Text(0)), new LogEntry(s.Long(1), s.Blob(2)))),
                Mail = [.. session.Query("SELECT id, mail FROM worker ORDER BY id").List(s => (Worker: new WorkerId(s.Text(0)), Mail: SqliteRows.Mail(s.TextOrNull(1))))
                    .SelectMany(w => w.Mail.Select(e => (w.Worker, e)))],
                Limits = [.. Limits("", int.MaxValue).Select(l => (l, Permits(l.Limit, int.MaxValue)))],
                Blobs = session.Query("SELECT hash, holders FROM blob ORDER BY hash").List(s => (s.Text(0), s.Int(1))),
                Documents = session.Query("SELECT kind, name, revision, body FROM document ORDER BY kind, name")
                    .List(s => (s.Text(0), ReadDocument(s, 1))),
            };
        }
        finally
        {
            session.Execute("COMMIT");
        }
    }

    private List<ItemDump> Items()
    {
        ILookup<long, byte[]> events = session.Query("SELECT key >> 20, data FROM event ORDER BY key")
            .List(s => (Rid: s.Long(0), Data: s.Blob(1))).ToLookup(e => e.Rid, e => e.Data);
        ILookup<long, InboxMessage> messages = session.Query("SELECT number, id, body, rid FROM inbox ORDER BY rid, number")
            .List(s => (Rid: s.Long(3), Message: SqliteRows.Message(s))).ToLookup(m => m.Rid, m => m.Message);
        return session.Query(SelectItem + "ORDER BY id")
            .List(s => new ItemDump(SqliteRows.Item(s).ToHeader(), [.. events[s.Long(0)]], [.. messages[s.Long(0)]]));
    }

    private List<GateDump> Gates()
    {
        ILookup<long, (int Index, byte[] Input)> inputs = session.Query("SELECT key >> 20, key & 1048575, data FROM gate_in ORDER BY key")
            .List(s => (Gid: s.Long(0), Input: (s.Int(1), s.Blob(2)))).ToLookup(i => i.Gid, i => i.Input);
        ILookup<long, GateOutcome> outcomes = session.Query("SELECT key & 1048575, data, key >> 20 FROM gate_out ORDER BY key")
            .List(s => (Gid: s.Long(2), Outcome: Outcome(s))).ToLookup(o => o.Gid, o => o.Outcome);
        return session.Query("SELECT " + SqliteRows.GateColumns + ", shared FROM gate ORDER BY id")
            .List(s => new GateDump(State(s), [.. inputs[s.Long(0)]], [.. outcomes[s.Long(0)]]));
    }

    private static (StoreTime At, ItemId Item) Hint(SqliteStatement s) => (s.Time(0), ItemId.FromStored(s.Text(1)));
}
