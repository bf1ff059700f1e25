using System.Text;

namespace GoTick.PowerShell.Hosting;

/// <summary>One change of a text, on one line: line numbers never move.</summary>
/// <param name="Offset">Where, in the original.</param>
/// <param name="Removed">How many characters go.</param>
/// <param name="Inserted">What comes instead.</param>
internal readonly record struct TextEdit(int Offset, int Removed, string Inserted);

/// <summary>A text, its edited form, and the way between their offsets.</summary>
internal sealed class TextEdits
{
    private readonly TextEdit[] _edits;

    /// <summary>Applies edits, which must not overlap; those at one offset keep their order.</summary>
    public TextEdits(string original, IEnumerable<TextEdit> edits)
    {
        Original = original;
        _edits = [.. edits.OrderBy(e => e.Offset)];
        Edited = _edits.Length == 0 ? original : Apply();
    }

    /// <summary>The text as the version holds it.</summary>
    public string Original { get; }

    /// <summary>The text as it is executed.</summary>
    public string Edited { get; }

    /// <summary>The original offset of an edited one; inside an insertion, the place of the insertion.</summary>
    public int ToOriginal(int edited)
    {
        int shift = 0;
        foreach (TextEdit edit in _edits)
        {
            int at = edit.Offset + shift;
            if (edited < at + edit.Inserted.Length)
            {
                return Math.Min(edited - shift, edit.Offset);
            }

            shift += edit.Inserted.Length - edit.Removed;
        }

        return edited - shift;
    }

    /// <summary>The edited offset of an original one; at an insertion, the place behind it.</summary>
    public int ToEdited(int original) =>
        original + _edits.TakeWhile(e => e.Offset <= original).Sum(e => e.Inserted.Length - Math.Min(e.Removed, original - e.Offset));

    private string Apply()
    {
        var text = new StringBuilder(Original.Length + 256);
        int from = 0;
        foreach (TextEdit edit in _edits)
        {
            text.Append(Original, from, edit.Offset - from).Append(edit.Inserted);
            from = edit.Offset + edit.Removed;
        }

        return text.Append(Original, from, Original.Length - from).ToString();
    }
}
