using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Checks;

/// <summary>Each permit of a limit belongs to a run that lives, or that has just ended and will give it back.</summary>
internal static class PermitChecks
{
    /// <summary>Workers give back within seconds, when they are there; what an end left for longer, nobody gives back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The items that hold permits or wait for them.</summary>
    public static IEnumerable<ItemId> ItemsOf(StoreDump dump) => Names(dump).Select(n => n.Name.Item);

    /// <param name="dump">The partition of the limits.</param>
    /// <param name="headers">The items, of whatever partition; what is not there, is gone.</param>
    public static IEnumerable<StoreFault> Check(StoreDump dump, IReadOnlyDictionary<ItemId, ItemHeader> headers)
    {
        foreach ((string limit, PermitHolderName name, bool isHeld) in Names(dump))
        {
            ItemHeader? header = headers.GetValueOrDefault(name.Item);
            if (name.IsOver(header) && !IsGivenBack(header, name, limit, dump.Now))
            {
                string what = isHeld ? "holds a permit of" : "waits for a permit of";
                yield return new StoreFault(StoreFaultCode.PermitLeaked, name.Item.Text, $"It {what} the limit '{limit}', but it has ended or is gone, and nobody gives it back.");
            }
        }
    }

    private static bool IsGivenBack(ItemHeader? header, PermitHolderName name, string limit, StoreTime now) =>
        header is { Place: Place.Ended } && header.Created == name.Created
        && LimitDecisions.AskedBy(header).Any(l => l.Text == limit)
        && HeaderFields.Time(header, HeaderFields.Ended) is { } ended && now.Since(ended) < Patience;

    private static IEnumerable<(string Limit, PermitHolderName Name, bool IsHeld)> Names(StoreDump dump) =>
        from limit in dump.Limits
        from held in limit.Permits.Holders.Select(h => (h.Holder, IsHeld: true)).Concat(limit.Permits.Waiters.Select(w => (w.Holder, IsHeld: false)))
        let name = PermitHolderName.Parse(held.Holder)
        where name is not null
        select (limit.State.Limit, name.Value, held.IsHeld);
}
