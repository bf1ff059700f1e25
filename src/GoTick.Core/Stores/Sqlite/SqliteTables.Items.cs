using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

internal sealed partial class SqliteTables
{
    private const string SelectItem = "SELECT " + SqliteRows.ItemColumns + " FROM item ";

    private readonly Dictionary<ItemId, SqliteItem> _items = [];
    private readonly List<SqliteItem> _dirty = [];
    private long _nextRid;

    public ItemRow? Find(ItemId item) => FindItem(item)?.Row;

    public void Insert(ItemRow row)
    {
        if (_nextRid == 0)
        {
            _nextRid = session.Query("SELECT coalesce(max(rid), 0) + 1 FROM item").First(s => s.Long(0));
        }

        _items.Add(row.Id, new SqliteItem(row, _nextRid++, isNew: true));
        Save(row);
    }

    public void Save(ItemRow row)
    {
        SqliteItem item = _items[row.Id];
        if (!item.IsDirty)
        {
            item.IsDirty = true;
            _dirty.Add(item);
        }
    }

    public void Delete(ItemRow row)
    {
        SqliteItem item = _items[row.Id];
        _items.Remove(row.Id);
        _dirty.Remove(item);
        if (row.Place == Place.Ready)
        {
            RemoveReady(item.Rid);
        }

        DropMessages(item);
        DropEvents(item);
        if (!item.IsNew)
        {
            session.Query("DELETE FROM item WHERE rid = ?").Bind(item.Rid).Run();
        }
    }

    public IReadOnlyList<ItemRow> Due(StoreTime now, int count) => Rows(
        Fresh(SelectItem + "WHERE wake_at IS NOT NULL AND wake_at <= ? ORDER BY wake_at, id LIMIT ?").Bind(now).Bind(count));

    public IReadOnlyList<ItemRow> Expired(StoreTime now, int count) => Rows(
        Fresh(SelectItem + "WHERE place = 1 AND lease_until <= ? ORDER BY lease_until, id LIMIT ?").Bind(now).Bind(count));

    public IReadOnlyList<ItemRow> Leased(WorkerId? owner) => Rows(owner is { } worker
        ? Fresh(SelectItem + "WHERE place = 1 AND owner = ? ORDER BY lease_until, id").Bind(worker.Text)
        : Fresh(SelectItem + "WHERE place = 1 ORDER BY lease_until, id"));

    public StoreTime? NextWake() =>
        Fresh("SELECT wake_at FROM item WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1").First(s => s.TimeOrNull(0));

    private SqliteItem? FindItem(ItemId id)
    {
        if (_items.TryGetValue(id, out SqliteItem? known))
        {
            return known;
        }

        SqliteStatement found = session.Query(SelectItem + "WHERE id = ?").Bind(id.Text);
        if (!found.Step())
        {
            return null;
        }

        SqliteItem item = Track(found);
        found.Reset();
        return item;
    }

    /// <summary>A query over all rows, which therefore must be in the table.</summary>
    private SqliteStatement Fresh(string sql)
    {
        Flush();
        return session.Query(sql);
    }

    private List<ItemRow> Rows(SqliteStatement found) => found.List(s => Track(s).Row);

    private SqliteItem Track(SqliteStatement s)
    {
        ItemId id = ItemId.FromStored(s.Text(1));
        if (_items.TryGetValue(id, out SqliteItem? known))
        {
            return known;
        }

        SqliteItem item = new SqliteItem(SqliteRows.Item(s), s.Long(0), isNew: false) { Messages = s.Int(15) }.Stored();
        _items.Add(id, item);
        return item;
    }

    private void FlushItems()
    {
        foreach (SqliteItem item in _dirty)
        {
            Write(item);
            item.Stored();
        }

        _dirty.Clear();
    }

    private void Write(SqliteItem item)
    {
        ItemRow r = item.Row;
        if (item.IsNew)
        {
            Shape(session.Query(
                "INSERT INTO item(length, bytes, inbox, messages, fields, place, band, queue, priority, line, token, owner, lease_until, wake_at, "
                + "gone_at, first_claimed, gate, epoch, rid, id, created, nonce, branch_of, branch_index) "
                + "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"), item)
                .Bind(item.Rid).Bind(r.Id.Text).Bind(r.Created).Bind(r.Nonce).Bind(r.BranchOf).Bind(r.BranchIndex).Run();
        }
        else if (item.OnlyGrew)
        {
            // The usual step of a flow: none of the indexed columns is named, so no index is touched.
            Growth(session.Query("UPDATE item SET length = ?, bytes = ?, inbox = ?, messages = ?, fields = ? WHERE rid = ?"), item).Bind(item.Rid).Run();
        }
        else
        {
            Shape(session.Query(
                "UPDATE item SET length = ?, bytes = ?, inbox = ?, messages = ?, fields = ?, place = ?, band = ?, queue = ?, priority = ?, line = ?, token = ?, "
                + "owner = ?, lease_until = ?, wake_at = ?, gone_at = ?, first_claimed = ?, gate = ?, epoch = ? WHERE rid = ?"), item).Bind(item.Rid).Run();
        }
    }

    private static SqliteStatement Growth(SqliteStatement s, SqliteItem item) => s
        .Bind(item.Row.Length).Bind(item.Row.Bytes).Bind(item.Row.Inbox).Bind(item.Messages).Bind(SqliteRows.Fields(item.Row.Fields));

    private static SqliteStatement Shape(SqliteStatement s, SqliteItem item)
    {
        ItemRow r = item.Row;
        return Growth(s, item).Bind((long)r.Place).Bind((long)r.Band).Bind(r.Queue).Bind(r.Priority).Bind(r.Line)
            .Bind(r.Lease.Token).Bind(r.Lease.Owner.Text).Bind(r.LeaseUntil).Bind(r.WakeAt).Bind(r.GoneAt).Bind(r.FirstClaimed).Bind(r.Gate)
            .Bind(r.Epoch);
    }

    private void ForgetItems()
    {
        _items.Clear();
        _dirty.Clear();
        _nextRid = 0;
    }
}
