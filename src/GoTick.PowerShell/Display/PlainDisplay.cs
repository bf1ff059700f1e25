using GoTick.Core.Client;

namespace GoTick.PowerShell.Display;

/// <summary>Plain lines, for files, pipes and terminals that cannot change what was written.</summary>
/// <param name="write">Writes a line.</param>
/// <param name="output">Told of the run when its output is due.</param>
internal sealed class PlainDisplay(Action<string> write, Action<RunView> output) : IRunDisplay
{
    private readonly RunLines _lines = new(passing: true);

    /// <inheritdoc/>
    public void Begin(RunOpening opening) => write(opening.ToString());

    /// <inheritdoc/>
    public void Show(RunNews news)
    {
        foreach (RunLine line in _lines.Next(news))
        {
            string indent = new(' ', 2 + (2 * line.Depth));
            write(line.Step is { } step ? indent + step.Text : $"    {Indented(line.RecordText)}");
        }
    }

    /// <inheritdoc/>
    public void Say(string message) => write(message);

    /// <inheritdoc/>
    public void End(RunView run)
    {
        output(run);
        write(RunEnding.Text(run));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Indented(string text) => text.ReplaceLineEndings(Environment.NewLine + "    ");
}
