namespace GoTick.Core.Stores.Rules;

/// <summary>A limit while the rules work on it; written back whole.</summary>
internal sealed class LimitRow
{
    public required string Name { get; init; }

    public int Holders { get; set; }

    public int Waiting { get; set; }

    /// <summary>When the rate lets the next one through.</summary>
    public StoreTime Next { get; set; }

    /// <summary>The highest turn that got through: a line that comes anew begins behind it, not before those that waited.</summary>
    public long Turn { get; set; }

    public LimitState ToState() => new(Name, Holders, Waiting, Next);
}
