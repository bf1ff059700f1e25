namespace GoTick.Host.Pictures;

/// <summary>What belongs together: the call of one of the script's functions.</summary>
public sealed record PictureGroup : PictureNode
{
    /// <summary>The function.</summary>
    public required string Label { get; init; }

    /// <summary>What it does; empty when it calls itself, which is drawn once.</summary>
    public required PictureSequence Body { get; init; }
}
