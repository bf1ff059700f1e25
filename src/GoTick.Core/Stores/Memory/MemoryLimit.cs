using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Memory;

/// <summary>A limit with those who hold and those who wait.</summary>
internal sealed class MemoryLimit
{
    private static readonly IComparer<PermitWaiter> TurnOrder = Comparer<PermitWaiter>.Create((a, b) =>
        b.Priority.CompareTo(a.Priority) is not 0 and var byPriority ? byPriority
        : a.Turn.CompareTo(b.Turn) is not 0 and var byTurn ? byTurn
        : a.Rank.CompareTo(b.Rank));

    public required LimitRow Row { get; set; }

    public SortedDictionary<string, PermitHolder> Holders { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, PermitWaiter> Waiters { get; } = new(StringComparer.Ordinal);

    public SortedSet<PermitWaiter> Order { get; } = new(TurnOrder);

    public Dictionary<(int Priority, string Line), (long Last, int Count)> Lines { get; } = [];
}
