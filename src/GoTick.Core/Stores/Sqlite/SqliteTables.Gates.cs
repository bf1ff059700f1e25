using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

internal sealed partial class SqliteTables
{
    private readonly Dictionary<string, SqliteGate> _gates = new(StringComparer.Ordinal);
    private long _nextGid;

    public GateRow? FindGate(string gate)
    {
        if (_gates.TryGetValue(gate, out SqliteGate? known))
        {
            return known.Row;
        }

        SqliteStatement found = session.Query("SELECT " + SqliteRows.GateColumns + " FROM gate WHERE id = ?").Bind(gate);
        if (!found.Step())
        {
            return null;
        }

        GateRow row = SqliteRows.Gate(found);
        _gates.Add(gate, new SqliteGate(row, found.Long(0), isNew: false));
        found.Reset();
        return row;
    }

    public void SaveGate(GateRow row)
    {
        if (!_gates.TryGetValue(row.Gate, out SqliteGate? gate))
        {
            if (_nextGid == 0)
            {
                _nextGid = session.Query("SELECT coalesce(max(gid), 0) + 1 FROM gate").First(s => s.Long(0));
            }

            gate = new SqliteGate(row, _nextGid++, isNew: true);
            _gates.Add(row.Gate, gate);
        }

        gate.IsDirty = true;
    }

    public void DeleteGate(GateRow row)
    {
        SqliteGate gate = _gates[row.Gate];
        _gates.Remove(row.Gate);
        long last = gate.FirstKey + (1 << SqliteSchema.PartBits) - 1;
        session.Query("DELETE FROM gate_in WHERE key BETWEEN ? AND ?").Bind(gate.FirstKey).Bind(last).Run();
        session.Query("DELETE FROM gate_out WHERE key BETWEEN ? AND ?").Bind(gate.FirstKey).Bind(last).Run();
        session.Query("DELETE FROM gate WHERE gid = ?").Bind(gate.Gid).Run();
    }

    public IReadOnlyList<ItemRow> LiveBranches(GateRow row) =>
        Rows(Fresh(SelectItem + "WHERE branch_of = ? ORDER BY branch_index").Bind(row.Gate));

    public void PutInput(string gate, int index, byte[] input) =>
        session.Query("INSERT OR REPLACE INTO gate_in(key, data) VALUES(?, ?)").Bind(PartOf(gate, index)).Bind(input).Run();

    public int CountInputs(string gate) => FindGate(gate) is null
        ? 0
        : session.Query("SELECT COUNT(*) FROM gate_in WHERE key BETWEEN ? AND ?")
            .Bind(_gates[gate].FirstKey).Bind(_gates[gate].FirstKey + (1 << SqliteSchema.PartBits) - 1).First(s => s.Int(0));

    public byte[] TakeInput(string gate, int index) =>
        session.Query("DELETE FROM gate_in WHERE key = ? RETURNING data").Bind(PartOf(gate, index)).First(s => s.Blob(0))
        ?? throw new InvalidOperationException($"Gate {gate} has no input {index}.");

    public void PutOutcome(string gate, int index, byte[] outcome) =>
        session.Query("INSERT OR REPLACE INTO gate_out(key, data) VALUES(?, ?)").Bind(PartOf(gate, index)).Bind(outcome).Run();

    private long PartOf(string gate, int index) => index is >= 0 and < 1 << SqliteSchema.PartBits
        ? _gates[gate].FirstKey + index
        : throw new InvalidOperationException($"Gate {gate} cannot have a branch {index}.");

    private void FlushGates()
    {
        foreach (SqliteGate gate in _gates.Values)
        {
            if (gate.IsDirty)
            {
                Write(gate);
                gate.Stored();
            }
        }
    }

    private void Write(SqliteGate gate)
    {
        GateRow r = gate.Row;
        if (gate.IsNew)
        {
            Counters(session.Query(
                "INSERT INTO gate(next, done, succeeded, live, stopped, posted, gid, id, parent, spec, shared) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"), r)
                .Bind(gate.Gid).Bind(r.Gate).Bind(r.Parent.Text).Bind(SqliteRows.Spec(r.Spec)).Bind(r.Spec?.Shared).Run();
        }
        else if (ReferenceEquals(r.Spec, gate.StoredSpec))
        {
            Counters(session.Query("UPDATE gate SET next = ?, done = ?, succeeded = ?, live = ?, stopped = ?, posted = ? WHERE gid = ?"), r)
                .Bind(gate.Gid).Run();
        }
        else
        {
            Counters(session.Query(
                "UPDATE gate SET next = ?, done = ?, succeeded = ?, live = ?, stopped = ?, posted = ?, spec = ?, shared = coalesce(?, shared) WHERE gid = ?"), r)
                .Bind(SqliteRows.Spec(r.Spec)).Bind(SharedOf(r.Spec)).Bind(gate.Gid).Run();
        }
    }

    /// <summary>Null for a gate that was read: it comes without what its branches share, which stays as it is.</summary>
    private static byte[]? SharedOf(GateSpec? spec) => spec is { Shared.Length: > 0 } ? spec.Shared : null;

    private static SqliteStatement Counters(SqliteStatement s, GateRow r) =>
        s.Bind(r.Next).Bind(r.Done).Bind(r.Succeeded).Bind(r.Live).Bind(r.IsStopped).Bind(r.IsPosted);

    private void ForgetGates()
    {
        _gates.Clear();
        _nextGid = 0;
    }
}
