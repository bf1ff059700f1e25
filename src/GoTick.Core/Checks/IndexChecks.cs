using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Checks;

/// <summary>Each run stands in exactly the indexes that its header calls for.</summary>
internal static class IndexChecks
{
    public static IEnumerable<StoreFault> Check(StoreDump dump, KnownItems known)
    {
        HashSet<(string Index, StoreTime Created, ItemId Item)> wanted =
        [
            .. known.Runs.Where(h => h.Fields.ContainsKey(HeaderFields.Flow) && (h.Place != Place.Ended || h.Fields.ContainsKey(HeaderFields.Outcome)))
                .SelectMany(h => RunIndexes.Of(h).Select(name => (name, h.Created, h.Id))),
            .. known.Schedules.Select(h => (ScheduleDecisions.Index, h.Created, h.Id)),
        ];
        HashSet<(string Index, StoreTime Created, ItemId Item)> found = [.. dump.Indexes];
        return wanted.Except(found).Select(e => new StoreFault(StoreFaultCode.IndexMissing, e.Item.Text, $"It is missing in index '{e.Index}'."))
            .Concat(found.Except(wanted).Select(e => new StoreFault(
                StoreFaultCode.IndexExtra, e.Item.Text, $"Index '{e.Index}' names it at {e.Created}, but its header does not call for that.")));
    }
}
