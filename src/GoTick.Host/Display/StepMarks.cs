namespace GoTick.Host.Display;

/// <summary>How marks look.</summary>
internal static class StepMarks
{
    /// <summary>One character.</summary>
    public static char Sign(this StepMark mark) => mark switch
    {
        StepMark.Queued => '·',
        StepMark.Running => '▸',
        StepMark.Waiting => '…',
        StepMark.Retrying => '↻',
        StepMark.Done => '✓',
        StepMark.Failed => '✗',
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
    };

    /// <summary>The colour of the terminal.</summary>
    public static string Colour(this StepMark mark) => mark switch
    {
        StepMark.Queued => "grey",
        StepMark.Running => "blue",
        StepMark.Waiting => "blue",
        StepMark.Retrying => "yellow",
        StepMark.Done => "green",
        StepMark.Failed => "red",
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
    };
}
