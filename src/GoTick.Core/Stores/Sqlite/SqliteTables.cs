using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>
/// The tables of the file as the rules need them, within one transaction of the writer. Rows and gates are read once and written once a transaction,
/// however many calls of a group touch them. Facets: items, journals (and inboxes), lines, gates, things.
/// </summary>
internal sealed partial class SqliteTables(SqliteSession session) : IPartitionTables
{
    private long _storedStamp;
    private StoreTime _storedSweep;
    private long _storedSettings;

    public long LastStamp { get; set; }

    public StoreTime LastSweep { get; set; }

    public long Settings { get; private set; }

    /// <summary>Begins a transaction; what an earlier one knew is forgotten, for other processes write too.</summary>
    public void Begin()
    {
        Forget();
        session.Query("BEGIN IMMEDIATE").Run();
        SqliteStatement clock = session.Query("SELECT stamp, swept, settings FROM clock WHERE id = 1");
        if (!clock.Step())
        {
            throw new InvalidOperationException("The clock of the store is missing.");
        }

        (LastStamp, LastSweep, Settings) = (clock.Long(0), clock.Time(1), clock.Long(2));
        (_storedStamp, _storedSweep, _storedSettings) = (LastStamp, LastSweep, Settings);
        clock.Reset();
    }

    /// <summary>Writes what is still in memory, and commits.</summary>
    public void Commit()
    {
        Flush();
        if (LastStamp != _storedStamp || LastSweep != _storedSweep || Settings != _storedSettings)
        {
            session.Query("UPDATE clock SET stamp = ?, swept = ?, settings = ? WHERE id = 1").Bind(LastStamp).Bind(LastSweep).Bind(Settings).Run();
        }

        session.Query("COMMIT").Run();
    }

    /// <summary>Takes back all since <see cref="Begin"/>.</summary>
    public void Rollback()
    {
        Forget();
        // A full disk or a failed write ends the transaction by itself.
        if (session.IsInTransaction)
        {
            session.Query("ROLLBACK").Run();
        }
    }

    /// <summary>Writes changed rows, so that queries see them.</summary>
    private void Flush()
    {
        FlushItems();
        FlushGates();
    }

    private void Forget()
    {
        ForgetItems();
        ForgetGates();
    }
}
