using System.Globalization;
using System.Text.Json;
using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>Indexes, logs, texts, workers and documents.</summary>
internal sealed partial class SqliteTables
{
    public void SetIndex(string index, ItemRow row, bool isMember)
    {
        if (isMember)
        {
            session.Query("INSERT INTO ix(name, id, created) VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET created = excluded.created")
                .Bind(index).Bind(row.Id.Text).Bind(row.Created).Run();
        }
        else
        {
            session.Query("DELETE FROM ix WHERE name = ? AND id = ?").Bind(index).Bind(row.Id.Text).Run();
        }
    }

    public void AppendLog(ItemId run, IReadOnlyList<byte[]> records)
    {
        SqliteStatement head = session.Query(
            "INSERT INTO log(run, last) VALUES(?1, ?2) ON CONFLICT(run) DO UPDATE SET last = last + ?2 RETURNING lid, last").Bind(run.Text).Bind(records.Count);
        (long lid, long last) = head.First(s => (s.Long(0), s.Long(1)));
        long number = last - records.Count;
        foreach (byte[] record in records)
        {
            session.Query("INSERT INTO log_record(lid, number, record) VALUES(?, ?, ?)").Bind(lid).Bind(++number).Bind(record).Run();
        }

        if (last > StoreLimits.LogRecords)
        {
            session.Query("DELETE FROM log_record WHERE lid = ? AND number <= ?").Bind(lid).Bind(last - StoreLimits.LogRecords).Run();
        }
    }

    public void DeleteLog(ItemId run)
    {
        long? lid = session.Query("DELETE FROM log WHERE run = ? RETURNING lid").Bind(run.Text).First(s => (long?)s.Long(0));
        if (lid is { } found)
        {
            session.Query("DELETE FROM log_record WHERE lid = ?").Bind(found).Run();
        }
    }

    public int? FindBlob(string hash) => session.Query("SELECT holders FROM blob WHERE hash = ?").Bind(hash).First(s => (int?)s.Int(0));

    public void SetBlobHolders(string hash, int holders) =>
        session.Query("UPDATE blob SET holders = ? WHERE hash = ?").Bind(holders).Bind(hash).Run();

    public void PutBlob(string hash, byte[] body) =>
        session.Query("INSERT OR IGNORE INTO blob(hash, holders, body) VALUES(?, 0, ?)").Bind(hash).Bind(body).Run();

    public bool DeleteBlob(string hash)
    {
        session.Query("DELETE FROM blob WHERE hash = ? AND holders = 0").Bind(hash).Run();
        return FindBlob(hash) is null;
    }

    public Document? ReadDocument(string kind, string name) => session.Query("SELECT revision, body FROM document WHERE kind = ? AND name = ?")
        .Bind(kind).Bind(name).First(s => new Document(name, s.Long(0), s.Blob(1)));

    public bool WriteDocument(string kind, string name, long expected, byte[]? body)
    {
        long revision = session.Query("SELECT revision FROM document WHERE kind = ? AND name = ?").Bind(kind).Bind(name).First(s => s.Long(0));
        if (revision != expected)
        {
            return false;
        }

        if (body is null)
        {
            session.Query("DELETE FROM document WHERE kind = ? AND name = ?").Bind(kind).Bind(name).Run();
        }
        else
        {
            session.Query("INSERT OR REPLACE INTO document(kind, name, revision, body) VALUES(?, ?, ?, ?)")
                .Bind(kind).Bind(name).Bind(revision + 1).Bind(body).Run();
        }

        Settings += kind == StoreLimits.SettingKind ? 1 : 0;

        return true;
    }

    public (long Sequence, IReadOnlyList<(ItemId Item, long Token)> Items)? LastClaim(WorkerId worker)
    {
        SqliteStatement found = session.Query("SELECT sequence, items FROM worker WHERE id = ? AND sequence IS NOT NULL").Bind(worker.Text);
        return found.First(s => ((long Sequence, IReadOnlyList<(ItemId Item, long Token)> Items)?)(s.Long(0), Claimed(s.TextOrNull(1))));
    }

    public void SetLastClaim(WorkerId worker, long sequence, IReadOnlyList<(ItemId Item, long Token)> items) =>
        session.Query("UPDATE worker SET sequence = ?, items = ? WHERE id = ?").Bind(sequence).Bind(Claimed(items)).Bind(worker.Text).Run();

    public void SetPresence(WorkerId worker, byte[] presence, StoreTime until) =>
        session.Query("INSERT INTO worker(id, presence, until) VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET presence = excluded.presence, until = excluded.until")
            .Bind(worker.Text).Bind(presence).Bind(until).Run();

    public StoreTime? PresentUntil(WorkerId worker) => session.Query("SELECT until FROM worker WHERE id = ?").Bind(worker.Text).First(s => s.TimeOrNull(0));

    public IReadOnlyList<MailEntry> ReadMail(WorkerId worker) =>
        session.Query("SELECT mail FROM worker WHERE id = ?").Bind(worker.Text).First(s => SqliteRows.Mail(s.TextOrNull(0))) ?? [];

    public void WriteMail(WorkerId worker, IReadOnlyList<MailEntry> mail) =>
        session.Query("UPDATE worker SET mail = ? WHERE id = ?").Bind(SqliteRows.Mail(mail)).Bind(worker.Text).Run();

    public void RemoveWorker(WorkerId worker) => session.Query("DELETE FROM worker WHERE id = ?").Bind(worker.Text).Run();

    public void RemoveWorkersBefore(StoreTime now) => session.Query("DELETE FROM worker WHERE until <= ?").Bind(now).Run();

    public void ExtendPresences(StoreTime until) => session.Query("UPDATE worker SET until = ? WHERE until < ?").Bind(until).Bind(until).Run();

    /// <summary>Ids and tokens, one after the other.</summary>
    private static string? Claimed(IReadOnlyList<(ItemId Item, long Token)> items) => items.Count == 0
        ? null
        : JsonSerializer.Serialize(
            [.. items.SelectMany(i => (string[])[i.Item.Text, i.Token.ToString(CultureInfo.InvariantCulture)])], SqliteJson.Default.StringArray);

    private static (ItemId Item, long Token)[] Claimed(string? json) => json is null
        ? []
        : [.. JsonSerializer.Deserialize(json, SqliteJson.Default.StringArray)!.Chunk(2)
            .Select(p => (ItemId.FromStored(p[0]), long.Parse(p[1], CultureInfo.InvariantCulture)))];
}
