using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using GoTick.Core.Flows;

namespace GoTick.Host.Dashboard.Flows;

/// <summary>What differs in one file of two versions.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">Its lines side by side, those that both have only near others.</param>
public sealed record FileDifference(string Path, IReadOnlyList<DifferenceRow> Rows)
{
    private const int Around = 3;

    // What parts words in PowerShell.
    private static readonly DelimiterChunker Words = new([.. " \t.,;:()[]{}'\"=|$-/\\@+!&<>"]);

    // Lines that share less than this are two lines, and no word of them is worth a mark.
    private const double SharedAtLeast = 0.35;

    /// <summary>How many lines the newer has that the older has not.</summary>
    public int Added => Rows.Count(r => r is { IsSame: false, New: not null });

    /// <summary>How many lines the older had that the newer has not.</summary>
    public int Removed => Rows.Count(r => r is { IsSame: false, Old: not null });

    /// <summary>The same in one column.</summary>
    public IReadOnlyList<DifferenceLine> Lines => DifferenceLine.Of(Rows);

    /// <summary>The files that differ, by path.</summary>
    /// <param name="old">The older version.</param>
    /// <param name="next">The newer version.</param>
    /// <param name="isWhole">True: all lines of them.</param>
    public static IReadOnlyList<FileDifference> Of(FlowVersion old, FlowVersion next, bool isWhole) =>
    [
        .. old.Files.Concat(next.Files).Select(f => f.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Old: TextOf(old, path), New: TextOf(next, path)))
            .Where(f => f.Old != f.New)
            .Select(f => new FileDifference(f.Path, Shortened(RowsOf(f.Old, f.New), isWhole))),
    ];

    private static string TextOf(FlowVersion version, string path) => version.Files.FirstOrDefault(f => f.Path == path)?.Text ?? "";

    // White space counts: in a here-string it is a part of the value.
    private static List<DifferenceRow> RowsOf(string old, string next)
    {
        SideBySideDiffModel model = SideBySideDiffBuilder.Diff(
            Differ.Instance, WithoutEnd(old, next), WithoutEnd(next, old), ignoreWhiteSpace: false, ignoreCase: false, lineChunker: LineChunker.Instance, wordChunker: Words);
        return [.. model.OldText.Lines.Zip(model.NewText.Lines, Row)];
    }

    // Behind the line end that both have at their ends is no line.
    private static string WithoutEnd(string text, string other) => text is [.., '\n'] && other is [.., '\n'] ? text[..^1] : text;

    private static DifferenceRow Row(DiffPiece old, DiffPiece next)
    {
        bool isSame = old.Type == ChangeType.Unchanged && next.Type == ChangeType.Unchanged;
        bool marks = !isSame && old.Type != ChangeType.Imaginary && next.Type != ChangeType.Imaginary && Shared(old, next) >= SharedAtLeast;
        return new DifferenceRow(Side(old, marks), Side(next, marks), isSame);
    }

    private static DifferenceSide? Side(DiffPiece line, bool marks) => line.Position is not { } number ? null : new DifferenceSide(
        number,
        marks && line.SubPieces.Count > 0
            ? [.. line.SubPieces.Where(p => p.Text is not null).Select(p => new DifferenceWord(p.Text, p.Type != ChangeType.Unchanged))]
            : [new DifferenceWord(line.Text ?? "", false)]);

    private static double Shared(DiffPiece old, DiffPiece next)
    {
        int length = Math.Max(old.Text.Trim().Length, next.Text.Trim().Length);
        int same = old.SubPieces.Where(p => p is { Type: ChangeType.Unchanged, Text: not null }).Sum(p => p.Text.Trim().Length);
        return length == 0 ? 0 : (double)same / length;
    }

    private static List<DifferenceRow> Shortened(List<DifferenceRow> rows, bool isWhole)
    {
        if (isWhole)
        {
            return rows;
        }

        bool[] isNear = new bool[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            if (!rows[i].IsSame)
            {
                Array.Fill(isNear, true, Math.Max(0, i - Around), Math.Min(rows.Count, i + Around + 1) - Math.Max(0, i - Around));
            }
        }

        List<DifferenceRow> kept = [];
        for (int i = 0; i < rows.Count; i++)
        {
            if (isNear[i])
            {
                kept.Add(rows[i]);
                continue;
            }

            int from = i;
            while (i + 1 < rows.Count && !isNear[i + 1])
            {
                i++;
            }

            kept.Add(new DifferenceRow(null, null, IsSame: true, i - from + 1));
        }

        return kept;
    }
}
