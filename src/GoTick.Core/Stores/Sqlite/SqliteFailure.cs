namespace GoTick.Core.Stores.Sqlite;

/// <summary>SQLite refused a call. Never leaves this folder: <see cref="SqliteErrors"/> says what it means.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception(message)
{
    /// <summary>The primary result code.</summary>
    public int Code { get; } = code & 0xff;
}
