using SQLitePCL;
using static SQLitePCL.raw;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>One connection to the file with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    // By reference: every text is a literal of the code, so the same place finds the same statement without reading the text.
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly sqlite3 _db;

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 db) => _db = db;

    /// <summary>Opens an existing file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="busy">How long a call waits where another program holds the file.</param>
    public static SqliteSession Open(string path, TimeSpan busy)
    {
        int code = sqlite3_open_v2(path, out sqlite3 db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, null);
        if (code != SQLITE_OK)
        {
            string message = sqlite3_errmsg(db).utf8_to_string();
            db.Dispose();
            throw new SqliteFailure(code, message);
        }

        var session = new SqliteSession(db);
        _ = sqlite3_busy_timeout(db, (int)busy.TotalMilliseconds);
        return session;
    }

    /// <summary>Opens it to write, with every commit flushed to disk.</summary>
    public static SqliteSession OpenWriter(string path, TimeSpan busy)
    {
        SqliteSession session = Open(path, busy);
        session.Execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864");
        return session;
    }

    /// <summary>A statement, ready to be bound; prepared at its first use and kept.</summary>
    /// <param name="sql">A literal.</param>
    public SqliteStatement Query(string sql)
    {
        if (_statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            statement.Reset();
            return statement;
        }

        statement = Prepare(sql);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Runs statements that are not worth keeping.</summary>
    public void Execute(string sql)
    {
        int code = sqlite3_exec(_db, sql);
        if (code != SQLITE_OK)
        {
            throw new SqliteFailure(code, sqlite3_errmsg(_db).utf8_to_string());
        }
    }

    /// <summary>The first column of the first row of a statement that is not worth keeping; empty when there is none.</summary>
    public string Ask(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() ? statement.TextOrNull(0) ?? "" : "";
    }

    /// <summary>Moves what the write-ahead log holds into the file and cuts the log to nothing; false when a reader was in the way.</summary>
    public bool Checkpoint()
    {
        int code = sqlite3_wal_checkpoint_v2(_db, "main", SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        return code switch
        {
            SQLITE_OK => true,
            SQLITE_BUSY => false,
            _ => throw new SqliteFailure(code, sqlite3_errmsg(_db).utf8_to_string()),
        };
    }

    /// <summary>Whether a transaction is open.</summary>
    public bool IsInTransaction => sqlite3_get_autocommit(_db) == 0;

    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _db.Dispose();
    }

    private SqliteStatement Prepare(string sql)
    {
        int code = sqlite3_prepare_v2(_db, sql, out sqlite3_stmt statement);
        return code == SQLITE_OK
            ? new SqliteStatement(_db, statement)
            : throw new SqliteFailure(code, sqlite3_errmsg(_db).utf8_to_string());
    }
}
