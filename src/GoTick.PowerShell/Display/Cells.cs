using System.Globalization;
using System.Text;

namespace GoTick.PowerShell.Display;

/// <summary>How much room text takes in a terminal, where some characters take two cells and some none.</summary>
internal static class Cells
{
    // The blocks that Unicode's EastAsianWidth calls wide, and those of emoji; what stands between two numbers is wide.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The cells of a text.</summary>
    public static int Of(string text)
    {
        int cells = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            cells += Of(rune);
        }

        return cells;
    }

    /// <summary>The text, its end cut off and marked with <c>…</c> when it takes more room.</summary>
    public static string Cut(string text, int room)
    {
        if (Of(text) <= room)
        {
            return text;
        }

        var kept = new StringBuilder();
        int cells = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            cells += Of(rune);
            if (cells >= room)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.Length == 0 ? "" : kept.Append('…').ToString();
    }

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => Array.Exists(Wide, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1,
    };
}
