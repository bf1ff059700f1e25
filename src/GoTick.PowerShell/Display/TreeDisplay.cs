using System.Text;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Display;

/// <summary>A terminal: what is over stays above as lines, what goes on is a small picture below that changes.</summary>
internal sealed class TreeDisplay : IRunDisplay
{
    // Terminals that know it show what stands between the two at once; others pass over it.
    private const string BeginFrame = "\u001b[?2026h";
    private const string EndFrame = "\u001b[?2026l";

    private readonly IScreen _screen;
    private readonly Action<RunView> _output;
    private readonly Painter _painter;
    private readonly LivePicture _picture;
    private readonly RunLines _lines = new(passing: false);
    private int _drawn;
    private string _last = "";

    /// <param name="screen">The terminal.</param>
    /// <param name="output">Told of the run when its output is due.</param>
    public TreeDisplay(IScreen screen, Action<RunView> output)
    {
        _screen = screen;
        _output = output;
        _painter = new Painter(screen.HasColour);
        _picture = new LivePicture(_painter);
    }

    /// <inheritdoc/>
    public void Begin(RunOpening opening) => Draw([_painter.Of(Ink.Bold, opening.ToString())], []);

    /// <inheritdoc/>
    public void Show(RunNews news)
    {
        int height = Math.Max(4, _screen.Height - 2);
        Draw([.. _lines.Next(news).Select(LineOf)], _picture.Of(news, Math.Max(20, _screen.Width), height));
    }

    /// <inheritdoc/>
    public void Say(string message) => Draw([_painter.Of(Ink.Yellow, message)], []);

    /// <inheritdoc/>
    public void End(RunView run)
    {
        Draw([], []);
        _output(run);
        StepMark mark = run.Status == RunStatus.Completed ? StepMark.Done : StepMark.Failed;
        Draw([_painter.Of(mark.Ink(), $"{mark.Sign()} {RunEnding.Text(run)}")], []);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Draw([], []);
        return ValueTask.CompletedTask;
    }

    private string LineOf(RunLine line) =>
        new string(' ', 2 + (2 * line.Depth)) + (line.Step is { } step ? _painter.Line(step) : "  " + _painter.Of(InkOf(line.Record!), Indented(line.RecordText)));

    private static string Indented(string text) => text.ReplaceLineEndings(Environment.NewLine + "    ");

    private static Ink InkOf(StreamRecord record) => record.Stream switch
    {
        StreamKind.Error => Ink.Red,
        StreamKind.Warning => Ink.Yellow,
        StreamKind.Host or StreamKind.Output or StreamKind.Information => Ink.Plain,
        _ => Ink.Faint,
    };

    /// <summary>
    /// Puts lines that stay where the picture was, and the picture below. The cursor stays visible: a killed process could not give it back.
    /// </summary>
    private void Draw(IReadOnlyList<string> lasting, IReadOnlyList<string> picture)
    {
        lock (_lines)
        {
            string drawn = string.Join('\n', picture);
            if (lasting.Count == 0 && drawn == _last)
            {
                return;
            }

            var frame = new StringBuilder(BeginFrame);
            if (_drawn > 0)
            {
                frame.Append("\u001b[").Append(_drawn).Append("A\r\u001b[J");
            }

            foreach (string line in lasting.Concat(picture))
            {
                frame.Append(line).Append(Environment.NewLine);
            }

            _drawn = picture.Count;
            _last = drawn;
            _screen.Write(frame.Append(EndFrame).ToString());
        }
    }
}
