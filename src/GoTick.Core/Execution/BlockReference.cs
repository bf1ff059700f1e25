namespace GoTick.Core.Execution;

/// <summary>
/// Which script block a branch runs, so that any worker finds it again. Blocks written in the flow's texts are named by their place; others
/// (made at run time) carry their text.
/// </summary>
public sealed record BlockReference
{
    /// <summary>The file of the version that holds the block, relative to the flow's folder; null when <see cref="Text"/> is given.</summary>
    public string? File { get; init; }

    /// <summary>Offset of the block's opening brace in that file, in characters.</summary>
    public int Offset { get; init; }

    /// <summary>Length of the block with its braces, in characters.</summary>
    public int Length { get; init; }

    /// <summary>The block's text with its braces, when it does not stand in the version's files.</summary>
    public string? Text { get; init; }
}
