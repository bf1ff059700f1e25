using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Rules;

/// <summary>
/// The rules of a partition over any tables: the executable model that the Lua scripts are checked against. One instance serves one call, inside
/// one transaction; facets: <c>Commit</c>, <c>Gates</c>, <c>Claims</c>, <c>Mail</c>, <c>Permits</c>.
/// </summary>
internal sealed partial class PartitionRules
{
    private readonly IPartitionTables _tables;
    private long _stamp;

    /// <param name="tables">The partition.</param>
    /// <param name="wallClock">The store's own clock.</param>
    public PartitionRules(IPartitionTables tables, StoreTime wallClock)
    {
        _tables = tables;
        Now = new StoreTime(Math.Max(tables.LastStamp, wallClock.Micros));
        _stamp = tables.LastStamp;
    }

    /// <summary>The partition's time in this call: never behind a stamp that was given out.</summary>
    public StoreTime Now { get; }

    /// <summary>What others should hear of.</summary>
    public Effects Effects { get; } = new();

    /// <summary>A stamp that is not before now and was never given out before: it makes tokens unique and orders what is created.</summary>
    private StoreTime Tick()
    {
        _stamp = Math.Max(_stamp + 1, Now.Micros);
        _tables.LastStamp = _stamp;
        return new StoreTime(_stamp);
    }

    private void ToReady(ItemRow row, Band band)
    {
        Leave(row);
        row.Place = Place.Ready;
        row.Band = band;
        row.LeaseUntil = null;
        row.WakeAt = null;
        row.GoneAt = null;
        _tables.Save(row);
        _tables.AddReady(new ReadyEntry(row.Queue, band, row.LineIn(band), row.Priority, Tick(), row.Id));
        Effects.ReadyQueues.Add(row.Queue);
    }

    private void ToWaiting(ItemRow row, StoreTime? wakeAt, Band band)
    {
        Leave(row);
        row.Place = Place.Waiting;
        row.Band = band;
        row.LeaseUntil = null;
        row.WakeAt = wakeAt;
        _tables.Save(row);
    }

    private void ToLeased(ItemRow row, WorkerId owner, TimeSpan leaseFor)
    {
        row.Place = Place.Leased;
        row.Lease = new Lease(Tick().Micros, owner);
        row.LeaseUntil = Now.Plus(leaseFor);
        row.WakeAt = null;
        row.FirstClaimed ??= Now;
        _tables.Save(row);
    }

    private void ToParked(ItemRow row, StoreTime? wakeAt)
    {
        Leave(row);
        row.Place = Place.Parked;
        row.LeaseUntil = null;
        row.WakeAt = wakeAt;
        _tables.Save(row);
    }

    private void ToEnded(ItemRow row, TimeSpan retain)
    {
        Leave(row);
        CloseGate(row);
        _tables.ClearMessages(row);
        row.Place = Place.Ended;
        row.LeaseUntil = null;
        row.WakeAt = null;
        row.GoneAt = Now.Plus(retain);
        _tables.Save(row);
        Effects.Ended.Add(row.Id);
    }

    /// <summary>Drops the row's ready entry, and tells a holder that does not go by itself.</summary>
    private void Leave(ItemRow row)
    {
        if (row.Place == Place.Ready)
        {
            _tables.RemoveReady(row);
        }
        else if (row.Place == Place.Leased && row.Id != _leaver)
        {
            Note(row, MailKind.Lost);
        }
    }

    private void Delete(ItemRow row)
    {
        Leave(row);
        CloseGate(row);
        _tables.Delete(row);
        Effects.Ended.Add(row.Id);
    }

    /// <summary>Whether there is room was checked for messages from outside; that of a gate always gets in, for nothing else wakes its parent.</summary>
    private void Post(ItemId target, string messageId, byte[] message)
    {
        ItemRow? row = _tables.Find(target);
        if (row is null || row.Place == Place.Ended || _tables.HasMessage(row, messageId))
        {
            return;
        }

        row.Inbox++;
        _tables.AddMessage(row, new InboxMessage(row.Inbox, messageId, message));
        if (row.Place == Place.Waiting)
        {
            ToReady(row, row.Band);
            return;
        }

        _tables.Save(row);
        if (row.Place == Place.Leased)
        {
            Note(row, MailKind.Message);
        }
    }
}
