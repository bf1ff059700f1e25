using GoTick.Core.Errors;
using static SQLitePCL.raw;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>What SQLite's result codes and the file system's errors mean to callers; the one place where they are mapped.</summary>
internal static class SqliteErrors
{
    /// <summary>Whether the file, the disk or another process is the reason, so that every call of a group fails alike.</summary>
    public static bool IsOfTheFile(Exception error) => error switch
    {
        SqliteFailure failure => failure.Code is not (SQLITE_ERROR or SQLITE_CONSTRAINT or SQLITE_MISMATCH or SQLITE_MISUSE or SQLITE_RANGE or SQLITE_TOOBIG),
        IOException or UnauthorizedAccessException => true,
        _ => false,
    };

    public static TickException Map(Exception error, string path) => error switch
    {
        TickException known => known,
        SqliteFailure failure => Map(failure, path),
        UnauthorizedAccessException => Unavailable($"The store '{path}' cannot be written: {error.Message}", error),
        IOException => Unavailable($"The store '{path}' cannot be reached: {error.Message}", error),
        _ => new TickException(TickErrorId.InternalError, TickErrorKind.Internal, $"The store '{path}' refused a call: {error.Message}", error),
    };

    private static TickException Map(SqliteFailure failure, string path) => failure.Code switch
    {
        SQLITE_BUSY or SQLITE_LOCKED or SQLITE_PROTOCOL =>
            Unavailable($"The store '{path}' is locked by another program; end that program, or try again.", failure),
        SQLITE_FULL => Unavailable($"The disk of the store '{path}' is full; free some space and try again.", failure),
        SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH =>
            Unavailable($"The store '{path}' is read-only; give this account write access to the file and its folder.", failure),
        SQLITE_CANTOPEN => Unavailable($"The store '{path}' cannot be opened; check that the file and its folder exist and may be written.", failure),
        SQLITE_IOERR or SQLITE_NOMEM or SQLITE_INTERRUPT => Unavailable($"The store '{path}' failed to read or write: {failure.Message}.", failure),
        SQLITE_CORRUPT or SQLITE_NOTADB =>
            Invalid($"'{path}' is not a readable SQLite database ({failure.Message}); name another file, or restore this one from a backup.", path, failure),
        _ => new TickException(TickErrorId.InternalError, TickErrorKind.Internal, $"The store '{path}' refused a call: {failure.Message}.", failure),
    };

    public static TickException Invalid(string message, string path, Exception? inner = null) =>
        new(TickErrorId.StoreInvalid, TickErrorKind.InvalidInput, message, inner) { Target = path };

    /// <summary>Another process is in the middle of writing and does not come to an end.</summary>
    public static StoreUnavailableException Held(string path) =>
        new($"The store '{path}' is held by another process that does not go on; end that process, or try again.");

    private static StoreUnavailableException Unavailable(string message, Exception inner) => new(message, inner);
}
