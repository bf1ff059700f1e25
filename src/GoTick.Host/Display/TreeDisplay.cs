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
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _live = Task.CompletedTask;
    private LiveDisplayContext? _context;

    /// <param name="output">Where the run's output goes once it has ended.</param>
    /// <param name="console">The terminal of the messages.</param>
    public TreeDisplay(TextWriter output, IAnsiConsole console)
    {
        _output = output;
        _console = console;
    }

    /// <inheritdoc/>
    public void Begin(RunOpening opening)
    {
        Write($"[bold]{Markup.Escape(opening.ToString())}[/]");
        _live = _console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            // A process that is killed cannot give the cursor back.
            _console.Cursor.Show(true);
            _context = context;
            await _over.Task;
        });
    }

    /// <inheritdoc/>
    public void Show(RunNews news)
    {
        if (_lines.Next(news) is { Count: > 0 } lines)
        {
            Write(string.Join(Environment.NewLine, lines.Select(MarkupOf)));
        }

        int height = Math.Max(4, _console.Profile.Height - 2);
        _context?.UpdateTarget(new Rows(_picture.Of(news, _console.Profile.Width - 1, height)));
    }

    /// <inheritdoc/>
    public void Say(string message) => Write($"[yellow]{Markup.Escape(message)}[/]");

    /// <inheritdoc/>
    public void End(RunView run, int exitCode)
    {
        StopPicture();
        OutputText.Write(run.Output, _output);
        Write($"[{(exitCode == 0 ? "green" : "red")}]{Markup.Escape(RunEnding.Text(run))}[/]");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        StopPicture();
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

    private void StopPicture()
    {
        _over.TrySetResult();
        _live.GetAwaiter().GetResult();
    }

    // One write for all: the picture is drawn anew behind each.
    private void Write(string markup) => _console.Write(new Markup(markup + Environment.NewLine));
}
