using Spectre.Console;
using Spectre.Console.Rendering;

namespace GoTick.Host.Display;

/// <summary>A line in the terminal's colours.</summary>
internal static class StepMarkup
{
    /// <summary>The whole line.</summary>
    public static string Of(StepLine line) => Of(line, line.Name, line.Detail);

    /// <summary>The line cut to a width in characters, its end marked with <c>…</c>.</summary>
    public static string Of(StepLine line, int width)
    {
        const int before = 9;
        int room = Math.Max(8, width - before);
        string name = Cut(line.Name, room);
        return Of(line, name, Cut(line.Detail, room - new Segment(name).CellCount() - 2));
    }

    private static string Of(StepLine line, string name, string detail)
    {
        string colour = line.Mark is StepMark.Failed or StepMark.Retrying ? line.Mark.Colour() : "grey";
        string end = detail.Length == 0 ? "" : $"  [{colour}]{Markup.Escape(detail)}[/]";
        return $"[{line.Mark.Colour()}]{line.Mark.Sign()}[/] [grey]{line.Kind,-6}[/] {Markup.Escape(name)}{end}";
    }

    private static string Cut(string text, int room)
    {
        if (new Segment(text).CellCount() <= room)
        {
            return text;
        }

        int length = Math.Min(text.Length, Math.Max(0, room - 1));
        while (length > 0 && (new Segment(text[..length]).CellCount() >= room || char.IsHighSurrogate(text[length - 1])))
        {
            length--;
        }

        return length == 0 ? "" : text[..length] + "…";
    }
}
