using GoTick.Core.Stores;

namespace GoTick.Core.Checks;

/// <summary>Finds what is wrong in a partition, from a dump of all that it knows.</summary>
internal static class StoreChecker
{
    /// <summary>All faults; empty when all is well.</summary>
    public static IReadOnlyList<StoreFault> Check(StoreDump dump)
    {
        var known = new KnownItems(dump);
        return
        [
            .. HintChecks.Check(dump, known),
            .. ItemChecks.Check(known),
            .. GateChecks.Check(dump, known),
            .. IndexChecks.Check(dump, known),
            .. TextChecks.Check(dump, known),
        ];
    }
}
