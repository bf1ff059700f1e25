namespace GoTick.Host.Pictures;

/// <summary>Where a way ends before the script does: <c>return</c>, <c>exit</c>, <c>throw</c>, <c>Restart-TickFlow</c>.</summary>
public sealed record PictureEnd : PictureNode
{
    /// <summary>The word.</summary>
    public required string Label { get; init; }
}
