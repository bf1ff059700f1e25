namespace GoTick.Host.Pictures;

/// <summary>A part of a flow's picture. Only what has steps in it is drawn.</summary>
public abstract record PictureNode
{
    /// <summary>Its number in the picture, from 0 in the order of the text.</summary>
    public required int Id { get; init; }

    /// <summary>The line that it begins in, from 1, in the flow's own file or in that of the function that it stands in.</summary>
    public required int Line { get; init; }
}
