using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>Everything a partition knows, in a fixed order: what the checker reads, and what must be equal over all stores.</summary>
public sealed record StoreDump
{
    /// <summary>The partition's time.</summary>
    public required StoreTime Now { get; init; }

    /// <summary>All items by id.</summary>
    public required IReadOnlyList<ItemDump> Items { get; init; }

    /// <summary>All ready entries: queue, band, line, then as they would be handed out within the line.</summary>
    public required IReadOnlyList<ReadyEntry> Ready { get; init; }

    /// <summary>Timer hints by time, then id.</summary>
    public required IReadOnlyList<(StoreTime At, ItemId Item)> Timers { get; init; }

    /// <summary>Lease hints by time, then id.</summary>
    public required IReadOnlyList<(StoreTime Until, ItemId Item)> Leases { get; init; }

    /// <summary>Expiry hints by time, then id.</summary>
    public required IReadOnlyList<(StoreTime At, ItemId Item)> Gone { get; init; }

    /// <summary>All gates by id, with what is stored of inputs and outcomes.</summary>
    public required IReadOnlyList<GateDump> Gates { get; init; }

    /// <summary>All index entries by name, then creation.</summary>
    public required IReadOnlyList<(string Index, StoreTime Created, ItemId Item)> Indexes { get; init; }

    /// <summary>All logs by run, then number.</summary>
    public required IReadOnlyList<(ItemId Run, LogEntry Entry)> Logs { get; init; }

    /// <summary>The mail of all workers by their ids, then as it came.</summary>
    public IReadOnlyList<(WorkerId Worker, MailEntry Entry)> Mail { get; init; } = [];

    /// <summary>All limits by name, with everybody who holds or waits.</summary>
    public IReadOnlyList<(LimitState State, LimitPermits Permits)> Limits { get; init; } = [];

    /// <summary>All texts by hash, with the number of holders.</summary>
    public required IReadOnlyList<(string Hash, int Holders)> Blobs { get; init; }

    /// <summary>All documents by kind, then name.</summary>
    public required IReadOnlyList<(string Kind, Document Document)> Documents { get; init; }
}
