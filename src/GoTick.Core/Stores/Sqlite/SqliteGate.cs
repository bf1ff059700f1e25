using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>A row of <c>gate</c> while a group of calls works on it.</summary>
internal sealed class SqliteGate(GateRow row, long gid, bool isNew)
{
    public GateRow Row { get; } = row;

    public long Gid { get; } = gid;

    public bool IsNew { get; private set; } = isNew;

    public bool IsDirty { get; set; }

    /// <summary>The spec that is in the table: it is written again only when it is another one.</summary>
    public GateSpec? StoredSpec { get; private set; } = isNew ? null : row.Spec;

    public long FirstKey => Gid << SqliteSchema.PartBits;

    /// <summary>The row is in the table as it is here.</summary>
    public void Stored() => (IsNew, IsDirty, StoredSpec) = (false, false, Row.Spec);
}
