using GoTick.Core.Client;

namespace GoTick.Host.Display;

/// <summary>Plain lines, for files, pipes and terminals that cannot change what was written.</summary>
internal sealed class PlainDisplay(TextWriter output, TextWriter messages) : IRunDisplay
{
    private readonly RunLines _lines = new(passing: true);

    /// <inheritdoc/>
    public void Begin(RunOpening opening) => messages.WriteLine(opening);

    /// <inheritdoc/>
    public void Show(RunNews news)
    {
        foreach (RunLine line in _lines.Next(news))
        {
            string indent = new(' ', 2 + (2 * line.Depth));
            messages.WriteLine(line.Step is { } step ? indent + step.Text : $"    {Indented(line.RecordText)}");
        }
    }

    /// <inheritdoc/>
    public void Say(string message) => messages.WriteLine(message);

    /// <inheritdoc/>
    public void End(RunView run, int exitCode)
    {
        OutputText.Write(run.Output, output);
        messages.WriteLine(RunEnding.Text(run));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Indented(string text) => text.ReplaceLineEndings(Environment.NewLine + "    ");
}
