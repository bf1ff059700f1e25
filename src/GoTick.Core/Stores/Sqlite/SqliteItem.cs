using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>A row of <c>item</c> while a group of calls works on it: all of them see the same object, and it is written once.</summary>
internal sealed class SqliteItem(ItemRow row, long rid, bool isNew)
{
    private Shape _stored;

    public ItemRow Row { get; } = row;

    public long Rid { get; } = rid;

    /// <summary>True until the row is in the table.</summary>
    public bool IsNew { get; private set; } = isNew;

    public bool IsDirty { get; set; }

    /// <summary>Messages that are in its inbox now.</summary>
    public int Messages { get; set; }

    /// <summary>The key of its first event.</summary>
    public long FirstKey => Rid << SqliteSchema.PartBits;

    /// <summary>True when only counters and fields have changed, so that no index needs to be touched.</summary>
    public bool OnlyGrew => _stored == Now;

    private Shape Now => new(
        Row.Place, Row.Band, Row.Queue, Row.Priority, Row.Line, Row.Lease, Row.LeaseUntil, Row.WakeAt, Row.GoneAt, Row.FirstClaimed, Row.Gate,
        Row.Epoch);

    /// <summary>The row is in the table as it is here.</summary>
    public SqliteItem Stored()
    {
        (IsNew, IsDirty, _stored) = (false, false, Now);
        return this;
    }

    /// <summary>All that a row can change besides its counters and fields.</summary>
    private readonly record struct Shape(
        Place Place, Band Band, string Queue, int Priority, string Line, Lease Lease, StoreTime? LeaseUntil, StoreTime? WakeAt, StoreTime? GoneAt,
        StoreTime? FirstClaimed, string? Gate, int Epoch);
}
