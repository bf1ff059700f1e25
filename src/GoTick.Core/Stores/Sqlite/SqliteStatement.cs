using SQLitePCL;
using static SQLitePCL.raw;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>
/// A prepared statement, bound from left to right and read column by column. Straight on SQLite's own calls: the ADO.NET layer would cost more than the
/// statements themselves, and sleeps on its own where a lock is held.
/// </summary>
internal sealed class SqliteStatement(sqlite3 db, sqlite3_stmt statement) : IDisposable
{
    private int _bound;
    private bool _isOpen;

    public SqliteStatement Bind(long value)
    {
        Check(sqlite3_bind_int64(statement, ++_bound, value));
        return this;
    }

    public SqliteStatement Bind(string? value)
    {
        Check(value is null ? sqlite3_bind_null(statement, ++_bound) : sqlite3_bind_text(statement, ++_bound, value));
        return this;
    }

    public SqliteStatement Bind(byte[]? value)
    {
        Check(value switch
        {
            null => sqlite3_bind_null(statement, ++_bound),
            { Length: 0 } => sqlite3_bind_zeroblob(statement, ++_bound, 0),
            _ => sqlite3_bind_blob(statement, ++_bound, value),
        });
        return this;
    }

    public SqliteStatement Bind(bool value) => Bind(value ? 1L : 0L);

    public SqliteStatement Bind(StoreTime value) => Bind(value.Micros);

    public SqliteStatement Bind(StoreTime? value)
    {
        if (value is { } time)
        {
            return Bind(time.Micros);
        }

        Check(sqlite3_bind_null(statement, ++_bound));
        return this;
    }

    /// <summary>Moves to the next row; after the last one the statement lets its locks go.</summary>
    public bool Step()
    {
        _isOpen = true;
        int code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
        {
            return true;
        }

        if (code != SQLITE_DONE)
        {
            var failure = new SqliteFailure(code, sqlite3_errmsg(db).utf8_to_string());
            Reset();
            throw failure;
        }

        Reset();
        return false;
    }

    /// <summary>Runs a statement that gives no rows; returns how many rows it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return sqlite3_changes(db);
    }

    public List<T> List<T>(Func<SqliteStatement, T> read)
    {
        List<T> rows = [];
        while (Step())
        {
            rows.Add(read(this));
        }

        return rows;
    }

    /// <summary>The first row; the default when there is none.</summary>
    public T? First<T>(Func<SqliteStatement, T> read)
    {
        if (!Step())
        {
            return default;
        }

        T row = read(this);
        Reset();
        return row;
    }

    public bool IsNull(int column) => sqlite3_column_type(statement, column) == SQLITE_NULL;

    public long Long(int column) => sqlite3_column_int64(statement, column);

    public int Int(int column) => sqlite3_column_int(statement, column);

    public bool Bool(int column) => Long(column) != 0;

    public StoreTime Time(int column) => new(Long(column));

    public StoreTime? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public string Text(int column) => sqlite3_column_text(statement, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => sqlite3_column_blob(statement, column).ToArray();

    /// <summary>The bytes of a row, valid until the next step.</summary>
    public ReadOnlySpan<byte> Span(int column) => sqlite3_column_blob(statement, column);

    /// <summary>Makes it ready to be bound anew.</summary>
    public void Reset()
    {
        _bound = 0;
        if (_isOpen)
        {
            // The code repeats the failure of the last step, which was thrown already.
            _ = sqlite3_reset(statement);
            _isOpen = false;
        }
    }

    public void Dispose() => statement.Dispose();

    private void Check(int code)
    {
        if (code != SQLITE_OK)
        {
            throw new SqliteFailure(code, sqlite3_errmsg(db).utf8_to_string());
        }
    }
}
