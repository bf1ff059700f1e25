using System.Globalization;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>The tables, their version, and how a file becomes a store.</summary>
internal static class SqliteSchema
{
    /// <summary>Raised with every change that an older GoTick could not live with. Versions 1 and 2 were never released, so nothing is carried over from them.</summary>
    public const int Version = 3;

    /// <summary>
    /// Bits of a part number in a composed key: row 7's event 3 has the key 7 · 2²⁰ + 3. One integer as the key keeps a journal together and
    /// in order without a second index; 2²⁰ is far above the bounds of a journal and of a gate.
    /// </summary>
    public const int PartBits = 20;

    private const string Tables = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE clock(id INTEGER PRIMARY KEY CHECK(id = 1), stamp INTEGER NOT NULL, swept INTEGER NOT NULL, settings INTEGER NOT NULL);
        INSERT INTO clock VALUES(1, 0, 0, 0);

        CREATE TABLE item(
            rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place INTEGER NOT NULL, band INTEGER NOT NULL, queue TEXT NOT NULL,
            priority INTEGER NOT NULL, line TEXT NOT NULL, token INTEGER NOT NULL, owner TEXT, lease_until INTEGER, wake_at INTEGER,
            gone_at INTEGER, epoch INTEGER NOT NULL, length INTEGER NOT NULL, bytes INTEGER NOT NULL, inbox INTEGER NOT NULL, messages INTEGER NOT NULL,
            created INTEGER NOT NULL, first_claimed INTEGER, nonce TEXT NOT NULL, gate TEXT, branch_of TEXT, branch_index INTEGER NOT NULL, fields TEXT);
        CREATE INDEX item_wake ON item(wake_at, id) WHERE wake_at IS NOT NULL;
        CREATE INDEX item_lease ON item(lease_until, id) WHERE place = 1;
        CREATE INDEX item_gone ON item(gone_at, id) WHERE place = 4 AND gone_at IS NOT NULL;
        CREATE INDEX item_branch ON item(branch_of, branch_index) WHERE branch_of IS NOT NULL;

        CREATE TABLE event(key INTEGER PRIMARY KEY, data BLOB NOT NULL);
        CREATE TABLE inbox(rid INTEGER NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(rid, number)) WITHOUT ROWID;
        CREATE UNIQUE INDEX inbox_id ON inbox(rid, id);

        CREATE TABLE ready(
            rid INTEGER PRIMARY KEY, queue TEXT NOT NULL, band INTEGER NOT NULL, line TEXT NOT NULL, priority INTEGER NOT NULL, rank INTEGER NOT NULL);
        CREATE INDEX ready_order ON ready(queue, band, line, priority DESC, rank);
        CREATE TABLE line(
            queue TEXT NOT NULL, band INTEGER NOT NULL, line TEXT NOT NULL, turn INTEGER NOT NULL, entries INTEGER NOT NULL,
            PRIMARY KEY(queue, band, line)) WITHOUT ROWID;
        CREATE INDEX line_turn ON line(queue, band, turn, line);

        CREATE TABLE gate(
            gid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, parent TEXT NOT NULL, next INTEGER NOT NULL, done INTEGER NOT NULL, succeeded INTEGER NOT NULL,
            live INTEGER NOT NULL, stopped INTEGER NOT NULL, posted INTEGER NOT NULL, spec BLOB, shared BLOB);
        CREATE TABLE gate_in(key INTEGER PRIMARY KEY, data BLOB NOT NULL);
        CREATE TABLE gate_out(key INTEGER PRIMARY KEY, data BLOB NOT NULL);

        CREATE TABLE ix(name TEXT NOT NULL, id TEXT NOT NULL, created INTEGER NOT NULL, PRIMARY KEY(name, id)) WITHOUT ROWID;
        CREATE INDEX ix_created ON ix(name, created);

        CREATE TABLE log(lid INTEGER PRIMARY KEY, run TEXT NOT NULL UNIQUE, last INTEGER NOT NULL);
        CREATE TABLE log_record(lid INTEGER NOT NULL, number INTEGER NOT NULL, record BLOB NOT NULL, PRIMARY KEY(lid, number)) WITHOUT ROWID;

        CREATE TABLE worker(id TEXT PRIMARY KEY, presence BLOB NOT NULL, until INTEGER NOT NULL, sequence INTEGER, items TEXT, mail TEXT) WITHOUT ROWID;
        CREATE TABLE blob(hash TEXT PRIMARY KEY, holders INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE INDEX blob_unheld ON blob(hash) WHERE holders = 0;
        CREATE TABLE permit_limit(name TEXT PRIMARY KEY, next INTEGER NOT NULL, turn INTEGER NOT NULL, holders INTEGER NOT NULL, waiting INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE permit_holder(name TEXT NOT NULL, holder TEXT NOT NULL, tag TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY(name, holder)) WITHOUT ROWID;
        CREATE TABLE permit_wait(
            name TEXT NOT NULL, holder TEXT NOT NULL, line TEXT NOT NULL, priority INTEGER NOT NULL, turn INTEGER NOT NULL, rank INTEGER NOT NULL,
            PRIMARY KEY(name, holder)) WITHOUT ROWID;
        CREATE INDEX permit_order ON permit_wait(name, priority DESC, turn, rank);
        CREATE TABLE permit_line(
            name TEXT NOT NULL, priority INTEGER NOT NULL, line TEXT NOT NULL, last INTEGER NOT NULL, entries INTEGER NOT NULL,
            PRIMARY KEY(name, priority, line)) WITHOUT ROWID;

        CREATE TABLE document(kind TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(kind, name));
        """;

    /// <summary>Makes an empty file a store, and refuses one that is something else. Call it under the lock between processes.</summary>
    public static void Ensure(SqliteSession session, string path)
    {
        if (session.Ask("PRAGMA journal_mode = WAL") is not "wal" and var mode)
        {
            throw SqliteErrors.Invalid($"'{path}' cannot be used with a write-ahead log (its mode stays '{mode}'); put the file on a local disk.", path);
        }

        session.Execute("BEGIN IMMEDIATE");
        try
        {
            if (session.Ask("SELECT count(*) FROM sqlite_schema") == "0")
            {
                session.Execute(Tables);
                session.Execute($"INSERT INTO meta VALUES('schema', {Version.ToString(CultureInfo.InvariantCulture)})");
            }

            CheckVersion(session, path);
            session.Execute("COMMIT");
        }
        finally
        {
            if (session.IsInTransaction)
            {
                session.Execute("ROLLBACK");
            }
        }
    }

    private static void CheckVersion(SqliteSession session, string path)
    {
        bool isOurs = session.Ask("SELECT count(*) FROM sqlite_schema WHERE name IN ('meta', 'clock', 'item', 'event')") == "4";
        string version = isOurs ? session.Ask("SELECT value FROM meta WHERE name = 'schema'") : "";
        if (version.Length == 0)
        {
            throw SqliteErrors.Invalid($"'{path}' is a database of another program; name another file.", path);
        }

        long schema = long.Parse(version, CultureInfo.InvariantCulture);
        if (schema != Version)
        {
            (string made, string advice) = schema > Version
                ? ("a newer GoTick", "update GoTick, or name another file")
                : ("a GoTick from before its first release", "let the runs in it end with that one, or name another file");
            throw SqliteErrors.Invalid($"'{path}' was made by {made} (its schema is {version}, this one's {Version}); {advice}.", path);
        }
    }
}
