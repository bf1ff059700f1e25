namespace GoTick.Core.Stores.Sqlite;

/// <summary>A call that waits for the writer. It is either run or given up, never both.</summary>
internal abstract class SqliteWork(bool isDurable, CancellationToken cancel)
{
    private int _isTaken;

    /// <summary>Whether its answer promises that it is on disk; claims and renewals do not: losing them with the power costs nothing.</summary>
    public bool IsDurable { get; } = isDurable;

    /// <summary>Takes it up for running; false when it was given up.</summary>
    public bool TryTake()
    {
        if (cancel.IsCancellationRequested && Interlocked.Exchange(ref _isTaken, 1) == 0)
        {
            SetCanceled(cancel);
            return false;
        }

        return Interlocked.Exchange(ref _isTaken, 1) == 0;
    }

    /// <summary>Gives it up if it was not taken.</summary>
    public void GiveUp(Exception error)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) == 0)
        {
            Fail(error);
        }
    }

    /// <summary>Runs within the writer's transaction; it may run once more when that is taken back.</summary>
    public abstract void Run(SqliteTables tables, StoreTime wallClock);

    /// <summary>The transaction is committed: tells the caller. Returns whether other processes should hear of it.</summary>
    public abstract bool Complete();

    /// <summary>It was not done.</summary>
    public abstract void Fail(Exception error);

    protected abstract void SetCanceled(CancellationToken token);
}

