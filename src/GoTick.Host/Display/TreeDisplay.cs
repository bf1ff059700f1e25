using GoTick.Core.Client;
using Spectre.Console;

namespace GoTick.Host.Display;

/// <summary>A terminal: what is over stays above as lines, what goes on is a small picture below that changes.</summary>
internal sealed class TreeDisplay : IRunDisplay
{
    private readonly IAnsiConsole _console;
    private readonly TextWriter _output;
    private readonly RunLines _lines = new(passing: false);
    private readonly LivePicture _picture = new();
    private int _drawn;

    /// <param name="output">Where the run's output goes once it has ended.</param>
    /// <param name="console">The terminal of the messages.</param>
    public TreeDisplay(TextWriter output, IAnsiConsole console)
    {
        _output = output;
        _console = console;
    }

    /// <inheritdoc/>
    public void Begin(RunOpening opening) => Draw([$"[bold]{Markup.Escape(opening.ToString())}[/]"], []);

    /// <inheritdoc/>
    public void Show(RunNews news)
    {
        int height = Math.Max(4, _console.Profile.Height - 2);
        Draw([.. _lines.Next(news).Select(MarkupOf)], _picture.Of(news, _console.Profile.Width, height));
    }

    /// <inheritdoc/>
    public void Say(string message) => Draw([$"[yellow]{Markup.Escape(message)}[/]"], []);

    /// <inheritdoc/>
    public void End(RunView run, int exitCode)
    {
        Draw([], []);
        OutputText.Write(run.Output, _output);
        Draw([$"[{(exitCode == 0 ? "green" : "red")}]{Markup.Escape(RunEnding.Text(run))}[/]"], []);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Draw([], []);
        return ValueTask.CompletedTask;
    }

    private static string MarkupOf(RunLine line) =>
        new string(' ', 2 + (2 * line.Depth)) + (line.Step is { } step ? StepMarkup.Of(step) : RecordMarkup(line));

    private static string RecordMarkup(RunLine line)
    {
        string colour = line.Record!.Stream switch
        {
            Core.Execution.StreamKind.Error => "red",
            Core.Execution.StreamKind.Warning => "yellow",
            Core.Execution.StreamKind.Host or Core.Execution.StreamKind.Output or Core.Execution.StreamKind.Information => "default",
            _ => "grey",
        };
        return $"  [{colour}]{Markup.Escape(line.RecordText.ReplaceLineEndings(Environment.NewLine + "    "))}[/]";
    }

    /// <summary>
    /// Puts lines that stay where the picture was, and the picture below. The picture is ours and not the console's live display: that one hides
    /// the cursor, which a killed process cannot give back, and leaves the ends of longer lines behind what is written above it.
    /// </summary>
    private void Draw(IReadOnlyList<string> lasting, IReadOnlyList<string> picture)
    {
        lock (_lines)
        {
            if (_drawn > 0)
            {
                _console.Write(new ControlCode($"\u001b[{_drawn}A\r\u001b[J"));
            }

            _drawn = picture.Count;
            string[] lines = [.. lasting, .. picture];
            if (lines.Length > 0)
            {
                _console.Write(new Markup(string.Join(Environment.NewLine, lines) + Environment.NewLine));
            }
        }
    }
}
