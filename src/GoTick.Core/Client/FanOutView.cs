namespace GoTick.Core.Client;

/// <summary>A wait for branches as people see it.</summary>
public sealed record FanOutView
{
    /// <summary>The most branches of a wait that are shown one by one while it lasts; beyond it there are the counts.</summary>
    public const int Shown = 100;

    /// <summary>Its gate.</summary>
    public required string Gate { get; init; }

    /// <summary>The key of its first branch.</summary>
    public required string First { get; init; }

    /// <summary>How many branches there are.</summary>
    public required int Total { get; init; }

    /// <summary>How many have ended.</summary>
    public int Done { get; init; }

    /// <summary>How many have failed.</summary>
    public int Failed { get; init; }

    /// <summary>How many live now.</summary>
    public int Live { get; init; }

    /// <summary>The branches, as far as they are known, in their order.</summary>
    public IReadOnlyList<BranchView> Branches { get; init; } = [];
}
