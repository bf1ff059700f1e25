using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Checks;

/// <summary>The items and gates of a dump by name.</summary>
internal sealed class KnownItems
{
    private readonly ILookup<string, ItemId> _livingChildren;

    public KnownItems(StoreDump dump)
    {
        Items = dump.Items.ToDictionary(i => i.Header.Id);
        _livingChildren = Runs.Where(h => h.Place != Place.Ended && h.Id.Text.Contains('/', StringComparison.Ordinal))
            .ToLookup(h => new string(h.Id.Root), h => h.Id, StringComparer.Ordinal);
        Gates = dump.Gates.ToDictionary(g => g.State.Gate, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<ItemId, ItemDump> Items { get; }

    public IReadOnlyDictionary<string, GateDump> Gates { get; }

    /// <summary>The headers of runs: items that are no branch and no schedule.</summary>
    public IEnumerable<ItemHeader> Runs => Items.Values.Select(i => i.Header).Where(h => h.BranchOf is null && !h.Id.IsSchedule);

    /// <summary>The headers of schedules.</summary>
    public IEnumerable<ItemHeader> Schedules => Items.Values.Select(i => i.Header).Where(h => h.Id.IsSchedule);

    /// <summary>
    /// True when a child run that lives may wake the item when it ends. Ids of children do not tell which item of their root's tree has started them, so it is
    /// any but itself.
    /// </summary>
    public bool HasLivingChild(ItemId item) => _livingChildren[new string(item.Root)].Any(c => c != item.Run);

    /// <summary>The item that a gate belongs to: <c>item~wait</c>.</summary>
    public static ItemId ParentOf(string gate) => ItemId.FromStored(gate[..Math.Max(0, gate.LastIndexOf('~'))]);
}
