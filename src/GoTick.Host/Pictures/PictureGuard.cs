namespace GoTick.Host.Pictures;

/// <summary><c>try</c> with its <c>catch</c> and <c>finally</c>.</summary>
public sealed record PictureGuard : PictureNode
{
    /// <summary>What is tried.</summary>
    public required PictureSequence Body { get; init; }

    /// <summary>What is done about errors.</summary>
    public required IReadOnlyList<PictureLane> Catches { get; init; }

    /// <summary>What is done in the end.</summary>
    public required PictureSequence Finally { get; init; }
}
