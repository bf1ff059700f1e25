using System.Globalization;

namespace GoTick.Host.Dashboard.Runs;

/// <summary>A count, or what it is at least.</summary>
/// <param name="Count">The count.</param>
/// <param name="IsAtLeast">True when there are more, or may be.</param>
public readonly record struct StatusCount(int Count, bool IsAtLeast)
{
    /// <inheritdoc/>
    public override string ToString() => (Count, IsAtLeast) switch
    {
        (0, true) => "?", // none was found in time, which says nothing
        (var count, true) => count.ToString("N0", CultureInfo.InvariantCulture) + "+",
        var (count, _) => count.ToString("N0", CultureInfo.InvariantCulture),
    };
}
