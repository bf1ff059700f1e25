using System.Diagnostics;
using GoTick.Core.Errors;

namespace GoTick.Core.Stores.Sqlite;

public sealed partial class SqliteStore
{
    private const long LogBytes = 64L * 1024 * 1024;
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(5);

    private SqliteStore(string path, IProcessLock turn, WakeBoard board, WakeFolder others, TimeProvider time, TimeSpan patience)
    {
        (_path, _board, _others, _time, _patience) = (path, board, others, time, patience);
        Identity = new StoreIdentity("sqlite", SqliteAddress.Scheme + path, IsShared: false);
        _writer = new SqliteWriter(path, turn, time, patience, others.Touch);
    }

    /// <summary>
    /// Opens a store; file and folder are made if they do not exist, readable by their owner only. Beside the file lie its write-ahead log, a lock
    /// (<c>.lock</c>) and a folder by which its processes wake each other (<c>.wake</c>).
    /// </summary>
    /// <param name="address">The file.</param>
    /// <param name="time">The store's clock. Default: the system's.</param>
    /// <param name="cancel">Gives up before it has begun.</param>
    /// <exception cref="TickException"><c>TickStoreInvalid</c>: not a database, one of another program, made by a newer GoTick, or a folder.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be written, or another program holds it for more than 5 seconds.</exception>
    public static Task<SqliteStore> OpenAsync(SqliteAddress address, TimeProvider? time = null, CancellationToken cancel = default) =>
        OpenAsync(address, time, DefaultPatience, cancel);

    internal static Task<SqliteStore> OpenAsync(SqliteAddress address, TimeProvider? time, TimeSpan patience, CancellationToken cancel = default) =>
        Task.Run(() => Open(address.Path, time ?? TimeProvider.System, patience), cancel);

    private static SqliteStore Open(string path, TimeProvider time, TimeSpan patience)
    {
        if (Directory.Exists(path))
        {
            throw SqliteErrors.Invalid($"'{path}' is a folder; name a file in it.", path);
        }

        MakeFolder(path);
        try
        {
            return OpenInTurn(path, time, patience);
        }
        catch (Exception e) when (e is SqliteFailure or IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.Map(e, path);
        }
    }

    private static void MakeFolder(string path)
    {
        try
        {
            OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.Invalid($"The folder of '{path}' cannot be made: {e.Message}", path, e);
        }
    }

    private static SqliteStore OpenInTurn(string path, TimeProvider time, TimeSpan patience)
    {
        var board = new WakeBoard();
        WakeFolder others;
        using (IProcessLock turn = OpenTurn(path))
        {
            EnterWithin(turn, patience, path);
            try
            {
                OwnerOnly.CreateFile(path);
                using (SqliteSession session = SqliteSession.OpenWriter(path, patience))
                {
                    SqliteSchema.Ensure(session, path);
                }

                others = WakeFolder.Join(path, board.PublishAll);
            }
            finally
            {
                turn.Exit();
            }
        }

        return new SqliteStore(path, OpenTurn(path), board, others, time, patience);
    }

    /// <summary>Tries instead of queueing: who queues cannot give up.</summary>
    private static void EnterWithin(IProcessLock turn, TimeSpan patience, string path)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!turn.TryEnter())
        {
            if (Stopwatch.GetElapsedTime(begun) > patience)
            {
                throw SqliteErrors.Held(path);
            }

            Thread.Sleep(1);
        }
    }

    private static IProcessLock OpenTurn(string path) => OperatingSystem.IsWindows() ? new MutexLock(path) : FileLock.Open(path + ".lock");

    private async ValueTask CheckpointAsync(long above, CancellationToken cancel)
    {
        var log = new FileInfo(_path + "-wal");
        if (log.Exists && log.Length > above)
        {
            await Task.Run(Checkpoint, cancel);
        }
    }

    private void Checkpoint()
    {
        try
        {
            using IProcessLock turn = OpenTurn(_path);
            EnterWithin(turn, _patience, _path);
            try
            {
                // All writers stand still meanwhile, so a reader in the way is not waited for; the next time will do.
                using SqliteSession session = SqliteSession.Open(_path, TimeSpan.FromMilliseconds(100));
                // A connection learns of the log by reading.
                session.Ask("SELECT stamp FROM clock");
                session.Checkpoint();
            }
            finally
            {
                turn.Exit();
            }
        }
        catch (Exception e) when (e is SqliteFailure or IOException)
        {
            throw SqliteErrors.Map(e, _path);
        }
    }
}
