namespace GoTick.Host.Pictures;

/// <summary>What is done again and again.</summary>
public sealed record PictureLoop : PictureNode
{
    /// <summary>The loop's head as the text has it.</summary>
    public required string Label { get; init; }

    /// <summary>What is done.</summary>
    public required PictureSequence Body { get; init; }
}
