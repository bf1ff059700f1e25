namespace GoTick.Host.Pictures;

/// <summary>A wait for branches, with what they do.</summary>
public sealed record PictureParallel : PictureNode
{
    /// <summary>The wait itself.</summary>
    public required string Label { get; init; }

    /// <summary>The branches that the text makes.</summary>
    public required IReadOnlyList<PictureBranch> Branches { get; init; }
}
