using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

internal sealed partial class SqliteTables
{
    public void AppendEvents(ItemRow row, IReadOnlyList<byte[]> events)
    {
        if (row.Length + events.Count >= 1 << SqliteSchema.PartBits)
        {
            throw new InvalidOperationException($"The journal of {row.Id} would be longer than its keys can count.");
        }

        long key = _items[row.Id].FirstKey + row.Length;
        foreach (byte[] data in events)
        {
            session.Query("INSERT INTO event(key, data) VALUES(?, ?)").Bind(key++).Bind(data).Run();
        }
    }

    public void DropEvents(ItemRow row) => DropEvents(_items[row.Id]);

    public IReadOnlyList<byte[]> ReadEvents(ItemId item, int from, int count)
    {
        if (FindItem(item) is not { } found)
        {
            return [];
        }

        SqliteStatement rows = session.Query("SELECT data FROM event WHERE key >= ? AND key < ? ORDER BY key")
            .Bind(found.FirstKey + from).Bind(found.FirstKey + from + count);
        List<byte[]> events = [];
        long bytes = 0;
        while (rows.Step())
        {
            events.Add(rows.Blob(0));
            bytes += events[^1].Length;
            if (bytes > StoreLimits.ClaimBytes)
            {
                // Only claims read here, and they hand out no more than this.
                rows.Reset();
                break;
            }
        }

        return events;
    }

    public bool HasMessage(ItemRow row, string messageId)
    {
        SqliteItem item = _items[row.Id];
        return item.Messages > 0 && session.Query("SELECT 1 FROM inbox WHERE rid = ? AND id = ?").Bind(item.Rid).Bind(messageId).First(_ => true);
    }

    public int CountMessages(ItemRow row) => _items[row.Id].Messages;

    public void AddMessage(ItemRow row, InboxMessage message)
    {
        SqliteItem item = _items[row.Id];
        session.Query("INSERT INTO inbox(rid, number, id, body) VALUES(?, ?, ?, ?)")
            .Bind(item.Rid).Bind(message.Number).Bind(message.Id).Bind(message.Body).Run();
        item.Messages++;
        Save(row);
    }

    public void RemoveMessages(ItemRow row, IReadOnlyList<string> messageIds)
    {
        SqliteItem item = _items[row.Id];
        foreach (string id in messageIds)
        {
            if (item.Messages > 0)
            {
                item.Messages -= session.Query("DELETE FROM inbox WHERE rid = ? AND id = ?").Bind(item.Rid).Bind(id).Run();
                Save(row);
            }
        }
    }

    public void ClearMessages(ItemRow row)
    {
        DropMessages(_items[row.Id]);
        Save(row);
    }

    public IReadOnlyList<InboxMessage> ReadMessages(ItemId item, int count) => FindItem(item) is { Messages: > 0 } found
        ? session.Query("SELECT number, id, body FROM inbox WHERE rid = ? ORDER BY number LIMIT ?").Bind(found.Rid).Bind(count).List(SqliteRows.Message)
        : [];

    private void DropEvents(SqliteItem item) => session.Query("DELETE FROM event WHERE key BETWEEN ? AND ?")
        .Bind(item.FirstKey).Bind(item.FirstKey + item.Row.Length).Run();

    private void DropMessages(SqliteItem item)
    {
        if (item.Messages > 0)
        {
            session.Query("DELETE FROM inbox WHERE rid = ?").Bind(item.Rid).Run();
            item.Messages = 0;
        }
    }
}
