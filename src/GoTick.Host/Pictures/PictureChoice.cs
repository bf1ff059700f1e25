namespace GoTick.Host.Pictures;

/// <summary>One of several ways is gone: <c>if</c>, <c>switch</c>.</summary>
public sealed record PictureChoice : PictureNode
{
    /// <summary>What is asked.</summary>
    public required string Label { get; init; }

    /// <summary>The ways, the one where nothing happens included.</summary>
    public required IReadOnlyList<PictureLane> Lanes { get; init; }
}
