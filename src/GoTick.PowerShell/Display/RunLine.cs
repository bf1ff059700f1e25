using GoTick.Core.Execution;

namespace GoTick.PowerShell.Display;

/// <summary>A line that is printed once and stays: a step that changed, a record of a stream.</summary>
/// <param name="Time">When it happened (store clock).</param>
/// <param name="Depth">0 for the run's steps, 1 for branches, 2 for their steps.</param>
/// <param name="Step">A step's line; null for a record.</param>
/// <param name="Record">A record; null for a step's line.</param>
internal sealed record RunLine(DateTimeOffset Time, int Depth, StepLine? Step, StreamRecord? Record)
{
    /// <summary>A record's text with what stream it came from, where that matters.</summary>
    public string RecordText => Record is null ? "" : Record.Stream switch
    {
        StreamKind.Warning => "WARNING: " + Record.Text,
        StreamKind.Verbose => "VERBOSE: " + Record.Text,
        StreamKind.Debug => "DEBUG: " + Record.Text,
        StreamKind.Error => "ERROR: " + Record.Text,
        StreamKind.Progress when Record.Percent >= 0 => $"{Record.Text} {Record.Percent} %",
        _ => Record.Text,
    };
}
