namespace GoTick.Host.Pictures;

/// <summary>A branch, or one branch for each of several items.</summary>
public sealed record PictureBranch : PictureNode
{
    /// <summary>Its name as the text has it.</summary>
    public required string Label { get; init; }

    /// <summary>Which branches of a run are this one.</summary>
    public required StepNames Names { get; init; }

    /// <summary>True: one for each item that comes through the pipeline.</summary>
    public required bool IsPerItem { get; init; }

    /// <summary>What it does; its steps are its own.</summary>
    public required PictureSequence Body { get; init; }
}
