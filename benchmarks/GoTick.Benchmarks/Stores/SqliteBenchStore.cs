using Microsoft.Data.Sqlite;

namespace GoTick.Benchmarks.Stores;

/// <summary>SQLite files in a folder of their own.</summary>
internal sealed class SqliteBenchStore : BenchStore
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-bench-sqlite-").FullName;
    private int _files;

    public override string Name => "sqlite";

    public override string BareCallIs => "one INSERT in a transaction of its own, WAL, synchronous=FULL";

    private string File => Path.Combine(_folder, $"store{_files}.db");

    public override Task<string> NewAddressAsync()
    {
        _files++;
        return Task.FromResult("sqlite:" + File);
    }

    public override async Task<long> BytesAsync()
    {
        await using SqliteConnection connection = Open(File);
        return Scalar(connection, "SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)");
    }

    public override Task<double> BareCallAsync() => Task.Run(() =>
    {
        using SqliteConnection connection = Open(Path.Combine(_folder, "bare.db"));
        Scalar(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, data BLOB); SELECT 1");
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t(data) VALUES (zeroblob(100))";
        insert.Prepare();
        return MedianMicros(1_000, () => insert.ExecuteNonQuery());
    });

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long value ? value : 0;
    }
}
