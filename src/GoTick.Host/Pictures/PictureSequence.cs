namespace GoTick.Host.Pictures;

/// <summary>One thing after the other.</summary>
/// <param name="Parts">The things; none when there is nothing to draw.</param>
public sealed record PictureSequence(IReadOnlyList<PictureNode> Parts)
{
    /// <summary>True when there is nothing to draw.</summary>
    public bool IsEmpty => Parts.Count == 0;

    /// <summary>True when what stands below it is not reached through it.</summary>
    public bool IsLeft => Parts is [.., PictureEnd];
}
