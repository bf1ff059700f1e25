using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>The header of an item: the truth about it. Ready, timer and lease entries are hints that are checked against it.</summary>
public sealed record ItemHeader
{
    /// <summary>The item.</summary>
    public required ItemId Id { get; init; }

    /// <summary>Where it is.</summary>
    public required Place Place { get; init; }

    /// <summary>The band it is ready in, or will wake in.</summary>
    public required Band Band { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The priority within its line.</summary>
    public required int Priority { get; init; }

    /// <summary>Its line in the bands of branches and new runs.</summary>
    public required string Line { get; init; }

    /// <summary>The last lease; its token is 0 when there was none or it was taken away.</summary>
    public required Lease Lease { get; init; }

    /// <summary>When the lease ends; null when it is not leased.</summary>
    public StoreTime? LeaseUntil { get; init; }

    /// <summary>When its timer is due; null when there is none.</summary>
    public StoreTime? WakeAt { get; init; }

    /// <summary>Until when an ended item is kept; null when it has not ended.</summary>
    public StoreTime? GoneAt { get; init; }

    /// <summary>How many times its journal was replaced by a new one. Who has read a part of the journal under another epoch begins anew.</summary>
    public int Epoch { get; init; }

    /// <summary>Events in its journal.</summary>
    public required int Length { get; init; }

    /// <summary>Bytes of those events.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many messages were ever posted to it.</summary>
    public required long Inbox { get; init; }

    /// <summary>When it was made; never the same for two items of a partition.</summary>
    public required StoreTime Created { get; init; }

    /// <summary>When it was claimed for the first time; null when it never was.</summary>
    public StoreTime? FirstClaimed { get; init; }

    /// <summary>What told its start apart from another start of the same id.</summary>
    public required string Nonce { get; init; }

    /// <summary>Its open (or filling) gate; null when there is none.</summary>
    public string? Gate { get; init; }

    /// <summary>The gate that it is a branch of; null when it is none.</summary>
    public string? BranchOf { get; init; }

    /// <summary>Which branch it is, from 0.</summary>
    public int BranchIndex { get; init; }

    /// <summary>How many workers died in a row while they held it, since its journal grew last.</summary>
    public int Deaths => ItemDeaths.InARow(Fields, Length);

    /// <summary>The fields that decisions keep in the header.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }
}
