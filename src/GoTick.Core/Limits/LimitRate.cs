using System.Globalization;

namespace GoTick.Core.Limits;

/// <summary>A rate. Permits are spread evenly, so that no span of the unit's length, wherever it begins, sees more.</summary>
/// <param name="Count">How many, 1 to 1,000,000.</param>
/// <param name="Unit">In what time.</param>
public sealed record LimitRate(int Count, LimitUnit Unit)
{
    /// <summary>The largest count.</summary>
    public const int MaxCount = 1_000_000;

    /// <summary>The least time between two permits, rounded up.</summary>
    public TimeSpan Every => TimeSpan.FromTicks((Span.Ticks + Count - 1) / Count);

    private TimeSpan Span => Unit switch
    {
        LimitUnit.Second => TimeSpan.FromSeconds(1),
        LimitUnit.Minute => TimeSpan.FromMinutes(1),
        LimitUnit.Hour => TimeSpan.FromHours(1),
        _ => throw new InvalidOperationException($"Unknown unit {Unit}."),
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} per {Unit.ToString().ToLowerInvariant()}");
}
