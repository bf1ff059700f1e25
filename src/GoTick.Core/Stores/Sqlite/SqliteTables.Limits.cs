using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>Limits: who holds and who waits.</summary>
internal sealed partial class SqliteTables
{
    public LimitRow? FindLimit(string limit) => session.Query("SELECT name, next, turn, holders, waiting FROM permit_limit WHERE name = ?").Bind(limit)
        .First(s => new LimitRow { Name = s.Text(0), Next = s.Time(1), Turn = s.Long(2), Holders = s.Int(3), Waiting = s.Int(4) });

    public void SaveLimit(LimitRow row) => session.Query("INSERT OR REPLACE INTO permit_limit(name, next, turn, holders, waiting) VALUES(?, ?, ?, ?, ?)")
        .Bind(row.Name).Bind(row.Next).Bind(row.Turn).Bind(row.Holders).Bind(row.Waiting).Run();

    public void DeleteLimit(LimitRow row) => session.Query("DELETE FROM permit_limit WHERE name = ?").Bind(row.Name).Run();

    public PermitHolder? FindHolder(string limit, string holder) => session.Query(SqliteRows.SelectHolders + "WHERE name = ? AND holder = ?")
        .Bind(limit).Bind(holder).First(SqliteRows.Holder);

    public void PutHolder(string limit, PermitHolder holder) => session.Query("INSERT OR REPLACE INTO permit_holder(name, holder, tag, since) VALUES(?, ?, ?, ?)")
        .Bind(limit).Bind(holder.Holder).Bind(holder.Tag).Bind(holder.Since).Run();

    public void RemoveHolder(string limit, string holder) =>
        session.Query("DELETE FROM permit_holder WHERE name = ? AND holder = ?").Bind(limit).Bind(holder).Run();

    public PermitWaiter? FindWaiter(string limit, string holder) => session.Query(SqliteRows.SelectWaiters + "WHERE name = ? AND holder = ?")
        .Bind(limit).Bind(holder).First(SqliteRows.Waiter);

    public void AddWaiter(string limit, PermitWaiter waiter) =>
        session.Query("INSERT INTO permit_wait(name, holder, line, priority, turn, rank) VALUES(?, ?, ?, ?, ?, ?)")
            .Bind(limit).Bind(waiter.Holder).Bind(waiter.Line).Bind(waiter.Priority).Bind(waiter.Turn).Bind(waiter.Rank).Run();

    public void RemoveWaiter(string limit, PermitWaiter waiter) =>
        session.Query("DELETE FROM permit_wait WHERE name = ? AND holder = ?").Bind(limit).Bind(waiter.Holder).Run();

    public int CountBefore(string limit, PermitWaiter waiter) => session.Query(
        "SELECT (SELECT count(*) FROM permit_wait WHERE name = ?1 AND priority > ?2) "
        + "+ (SELECT count(*) FROM permit_wait WHERE name = ?1 AND priority = ?2 AND (turn, rank) < (?3, ?4))")
        .Bind(limit).Bind(waiter.Priority).Bind(waiter.Turn).Bind(waiter.Rank).First(s => s.Int(0));

    public IReadOnlyList<PermitWaiter> FirstWaiters(string limit, int count) =>
        session.Query(SqliteRows.SelectWaiters + SqliteRows.WaitersInOrder).Bind(limit).Bind(count).List(SqliteRows.Waiter);

    public (long Last, int Count) FindTurns(string limit, int priority, string line) =>
        session.Query("SELECT last, entries FROM permit_line WHERE name = ? AND priority = ? AND line = ?").Bind(limit).Bind(priority).Bind(line)
            .First(s => (s.Long(0), s.Int(1)));

    public void SaveTurns(string limit, int priority, string line, long last, int count)
    {
        if (count == 0)
        {
            session.Query("DELETE FROM permit_line WHERE name = ? AND priority = ? AND line = ?").Bind(limit).Bind(priority).Bind(line).Run();
            return;
        }

        session.Query("INSERT OR REPLACE INTO permit_line(name, priority, line, last, entries) VALUES(?, ?, ?, ?, ?)")
            .Bind(limit).Bind(priority).Bind(line).Bind(last).Bind(count).Run();
    }
}
