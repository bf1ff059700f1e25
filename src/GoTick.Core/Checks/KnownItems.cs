using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Checks;

/// <summary>The items and gates of a dump by name.</summary>
internal sealed class KnownItems
{
    public KnownItems(StoreDump dump)
    {
        Items = dump.Items.ToDictionary(i => i.Header.Id);
        Gates = dump.Gates.ToDictionary(g => g.State.Gate, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<ItemId, ItemDump> Items { get; }

    public IReadOnlyDictionary<string, GateDump> Gates { get; }

    /// <summary>The headers of runs: items that are no branch and no schedule.</summary>
    public IEnumerable<ItemHeader> Runs => Items.Values.Select(i => i.Header).Where(h => h.BranchOf is null && !h.Id.IsSchedule);

    /// <summary>The headers of schedules.</summary>
    public IEnumerable<ItemHeader> Schedules => Items.Values.Select(i => i.Header).Where(h => h.Id.IsSchedule);

    /// <summary>True when the item lives that an item waits for as its child: it will tell its end.</summary>
    public bool IsLivingChild(string child, ItemId parent) =>
        Items.GetValueOrDefault(ItemId.FromStored(child))?.Header is { Place: not Place.Ended } header
        && header.Fields.GetValueOrDefault(Decisions.HeaderFields.Parent) == parent.Text;

    /// <summary>The item that a gate belongs to: <c>item~wait</c>.</summary>
    public static ItemId ParentOf(string gate) => ItemId.FromStored(gate[..Math.Max(0, gate.LastIndexOf('~'))]);
}
