namespace GoTick.Host.Dashboard.Flows;

/// <summary>What stands at one height in two texts.</summary>
/// <param name="Old">The older text's line; null where the newer one has one more.</param>
/// <param name="New">The newer text's line; null where the older one had one more.</param>
/// <param name="IsSame">True when both are the same.</param>
/// <param name="Skipped">How many lines that both have are left out here; then there is no line.</param>
public sealed record DifferenceRow(DifferenceSide? Old, DifferenceSide? New, bool IsSame, int Skipped = 0)
{
    /// <summary>True for what stands in place of lines that are left out.</summary>
    public bool IsGap => Skipped > 0;
}
