using System.Globalization;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Display;

/// <summary>Lines in the terminal's colours, cut to its width.</summary>
/// <param name="hasColour">False: text only.</param>
internal sealed class Painter(bool hasColour)
{
    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const int BarCells = 20;
    private const int BeforeName = 9;
    private const int LeastName = 8;

    /// <summary>A sign that turns: ten turns a second.</summary>
    public static char Turning(DateTimeOffset now) => Frames[(int)(now.ToUnixTimeMilliseconds() / 100 % Frames.Length)];

    /// <summary>A piece of text.</summary>
    public string Of(Ink ink, string text) => hasColour && ink != Ink.Plain && text.Length > 0 ? $"\u001b[{Code(ink)}m{text}\u001b[0m" : text;

    /// <summary>A step's line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="width">The cells that it may take.</param>
    /// <param name="sign">In place of its mark's; null = that.</param>
    public string Line(StepLine line, int width = int.MaxValue, char? sign = null)
    {
        int room = Math.Max(LeastName, width - BeforeName);
        string name = Cells.Cut(line.Name, room);
        room -= Cells.Of(name) + 2;
        string detail = Cells.Cut(line.Detail, room);
        room -= detail.Length == 0 ? 0 : Cells.Of(detail) + 2;
        Ink ink = line.Mark is StepMark.Failed or StepMark.Retrying ? line.Mark.Ink() : Ink.Faint;
        string end = detail.Length == 0 ? "" : "  " + Of(ink, detail);
        return $"{Of(line.Mark.Ink(), $"{sign ?? line.Mark.Sign()}")} {Of(Ink.Faint, line.Kind.PadRight(6))} {name}{end}{Progress(line.Progress, room)}";
    }

    /// <summary>A bar, its number and its text, behind two spaces, as far as there is room; empty when there is nothing to show.</summary>
    public string Progress(ProgressReport? progress, int room)
    {
        if (progress is null || room < BeforeName)
        {
            return "";
        }

        string text = progress.Text;
        if (progress.Percent < 0)
        {
            return text.Length == 0 ? "" : "  " + Cells.Cut(text, room);
        }

        string number = $"  {progress.Percent.ToString(CultureInfo.InvariantCulture),3} %";
        string bar = room >= BarCells + number.Length + 2 ? "  " + Bar(progress.Percent) : "";
        room -= (bar.Length == 0 ? 0 : BarCells + 2) + number.Length + 2;
        string said = room < LeastName || text.Length == 0 ? "" : "  " + Of(Ink.Faint, Cells.Cut(text, room));
        return bar + number + said;
    }

    private string Bar(int percent)
    {
        int halves = Math.Clamp(percent, 0, 100) * BarCells * 2 / 100;
        string done = new string('━', halves / 2) + (halves % 2 == 1 ? "╸" : "");
        return Of(percent >= 100 ? Ink.Green : Ink.Blue, done) + Of(Ink.Faint, new string(hasColour ? '━' : '─', BarCells - done.Length));
    }

    private static int Code(Ink ink) => ink switch
    {
        Ink.Faint => 90,
        Ink.Bold => 1,
        Ink.Blue => 36,
        Ink.Green => 32,
        Ink.Yellow => 33,
        Ink.Red => 31,
        _ => 0,
    };
}
