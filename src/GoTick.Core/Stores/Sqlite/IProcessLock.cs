namespace GoTick.Core.Stores.Sqlite;

/// <summary>
/// A lock between processes that makes writers queue up, where SQLite's own waiting would let some of them starve. Entered and left by one
/// thread; the operating system lets it go when the process dies.
/// </summary>
internal interface IProcessLock : IDisposable
{
    /// <summary>Enters if nobody is inside.</summary>
    bool TryEnter();

    /// <summary>Waits for its turn.</summary>
    void Enter();

    void Exit();
}
