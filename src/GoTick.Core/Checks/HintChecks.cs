using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Checks;

/// <summary>Headers against ready entries, timers, leases and expiries, both ways: a missing hint means that something never happens.</summary>
internal static class HintChecks
{
    public static IEnumerable<StoreFault> Check(StoreDump dump, KnownItems known) =>
        Ready(dump, known)
            .Concat(Times("timer", dump.Timers, known, h => h.Place is Place.Waiting or Place.Parked ? h.WakeAt : null))
            .Concat(Times("lease", dump.Leases, known, h => h.Place == Place.Leased ? h.LeaseUntil : null))
            .Concat(Times("expiry", dump.Gone, known, h => h.Place == Place.Ended ? h.GoneAt : null));

    private static IEnumerable<StoreFault> Ready(StoreDump dump, KnownItems known)
    {
        HashSet<ItemId> seen = [];
        foreach (ReadyEntry entry in dump.Ready)
        {
            if (known.Items.GetValueOrDefault(entry.Item)?.Header is not { Place: Place.Ready } header)
            {
                yield return new StoreFault(StoreFaultCode.HintExtra, entry.Item.Text, $"It stands in queue '{entry.Queue}', but is not ready.");
            }
            else if (!seen.Add(entry.Item))
            {
                yield return new StoreFault(StoreFaultCode.HintExtra, entry.Item.Text, $"It stands in queue '{entry.Queue}' more than once.");
            }
            else if (entry.Queue != header.Queue || entry.Band != header.Band || entry.Priority != header.Priority || entry.Line != LineOf(header))
            {
                yield return new StoreFault(
                    StoreFaultCode.HintExtra,
                    entry.Item.Text,
                    $"It stands in queue '{entry.Queue}', band {entry.Band}, line '{entry.Line}', priority {entry.Priority}; "
                    + $"its header says '{header.Queue}', {header.Band}, '{LineOf(header)}', {header.Priority}.");
            }
        }

        foreach (ItemHeader header in known.Items.Values.Select(i => i.Header).Where(h => h.Place == Place.Ready && !seen.Contains(h.Id)))
        {
            yield return new StoreFault(StoreFaultCode.HintMissing, header.Id.Text, $"It is ready, but stands in no line of queue '{header.Queue}'.");
        }
    }

    private static IEnumerable<StoreFault> Times(
        string what, IReadOnlyList<(StoreTime At, ItemId Item)> hints, KnownItems known, Func<ItemHeader, StoreTime?> wanted)
    {
        HashSet<ItemId> right = [];
        foreach ((StoreTime at, ItemId item) in hints)
        {
            StoreTime? time = known.Items.GetValueOrDefault(item) is { } found ? wanted(found.Header) : null;
            if (time == at && right.Add(item))
            {
                continue;
            }

            yield return new StoreFault(
                StoreFaultCode.HintExtra, item.Text, $"It has a {what} at {at}; its header says {time?.ToString() ?? "none"}.");
        }

        foreach (ItemHeader header in known.Items.Values.Select(i => i.Header).Where(h => wanted(h) is not null && !right.Contains(h.Id)))
        {
            yield return new StoreFault(StoreFaultCode.HintMissing, header.Id.Text, $"Its header has a {what} at {wanted(header)}, but there is no entry for it.");
        }
    }

    private static string LineOf(ItemHeader header) => header.Band is Band.Branches or Band.New ? header.Line : "";
}
