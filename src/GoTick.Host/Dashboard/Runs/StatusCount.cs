using System.Globalization;

namespace GoTick.Host.Dashboard.Runs;

/// <summary>A count, or what it is at least.</summary>
/// <param name="Count">The count.</param>
/// <param name="IsAtLeast">True when there are more, or may be.</param>
public readonly record struct StatusCount(int Count, bool IsAtLeast)
{
    /// <inheritdoc/>
    public override string ToString() => Count.ToString("N0", CultureInfo.InvariantCulture) + (IsAtLeast ? "+" : "");
}
