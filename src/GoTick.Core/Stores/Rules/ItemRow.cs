using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Rules;

/// <summary>An item while the rules work on it; written back whole.</summary>
internal sealed class ItemRow
{
    public required ItemId Id { get; init; }
    public Place Place { get; set; }
    public Band Band { get; set; } = Band.New;
    public string Queue { get; set; } = FlowSettings.DefaultQueue;
    public int Priority { get; set; }
    public string Line { get; set; } = "";
    public Lease Lease { get; set; }
    public StoreTime? LeaseUntil { get; set; }
    public StoreTime? WakeAt { get; set; }
    public StoreTime? GoneAt { get; set; }
    public int Epoch { get; set; }
    public int Length { get; set; }
    public long Bytes { get; set; }
    public long Inbox { get; set; }
    public StoreTime Created { get; set; }
    public StoreTime? FirstClaimed { get; set; }
    public string Nonce { get; set; } = "";
    public string? Gate { get; set; }
    public string? BranchOf { get; set; }
    public int BranchIndex { get; set; }
    public Dictionary<string, string> Fields { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The line that the item takes in a band: only branches and new runs have lines of their own.</summary>
    public string LineIn(Band band) => band is Band.Branches or Band.New ? Line : "";

    public ItemHeader ToHeader() => new()
    {
        Id = Id,
        Place = Place,
        Band = Band,
        Queue = Queue,
        Priority = Priority,
        Line = Line,
        Lease = Lease,
        LeaseUntil = LeaseUntil,
        WakeAt = WakeAt,
        GoneAt = GoneAt,
        Epoch = Epoch,
        Length = Length,
        Bytes = Bytes,
        Inbox = Inbox,
        Created = Created,
        FirstClaimed = FirstClaimed,
        Nonce = Nonce,
        Gate = Gate,
        BranchOf = BranchOf,
        BranchIndex = BranchIndex,
        Fields = new Dictionary<string, string>(Fields, StringComparer.Ordinal),
    };
}
