namespace GoTick.PowerShell.Display;

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
    public static Ink Ink(this StepMark mark) => mark switch
    {
        StepMark.Queued => Display.Ink.Faint,
        StepMark.Running => Display.Ink.Blue,
        StepMark.Waiting => Display.Ink.Blue,
        StepMark.Retrying => Display.Ink.Yellow,
        StepMark.Done => Display.Ink.Green,
        StepMark.Failed => Display.Ink.Red,
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
    };
}
