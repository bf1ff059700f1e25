using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Memory;

/// <summary>An item with its journal and inbox.</summary>
internal sealed class MemoryItem(ItemRow row)
{
    public ItemRow Row { get; } = row;

    public List<byte[]> Journal { get; } = [];

    public SortedDictionary<long, InboxMessage> Inbox { get; } = [];

    /// <summary>Where the hints of the row stand, so that they can be moved when it changes.</summary>
    public StoreTime? Timer { get; set; }

    public StoreTime? Lease { get; set; }

    public StoreTime? Gone { get; set; }

    public ReadyEntry? Ready { get; set; }
}
