using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using GoTick.Core.Flows;

namespace GoTick.Host.Dashboard.Flows;

/// <summary>What differs in one file of two versions.</summary>
/// <param name="Path">The file.</param>
/// <param name="Lines">Its lines, those that both have only near others.</param>
public sealed record FileDifference(string Path, IReadOnlyList<DifferenceLine> Lines)
{
    private const int Around = 3;

    /// <summary>How many lines the newer has more.</summary>
    public int Added => Lines.Count(l => l.Tone == "added");

    /// <summary>How many lines the older had more.</summary>
    public int Removed => Lines.Count(l => l.Tone == "removed");

    /// <summary>The files that differ, by path.</summary>
    /// <param name="old">The older version.</param>
    /// <param name="next">The newer version.</param>
    /// <param name="isWhole">True: all lines of them.</param>
    public static IReadOnlyList<FileDifference> Of(FlowVersion old, FlowVersion next, bool isWhole) =>
    [
        .. old.Files.Concat(next.Files).Select(f => f.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Old: TextOf(old, path), New: TextOf(next, path)))
            .Where(f => f.Old != f.New)
            .Select(f => new FileDifference(f.Path, Shortened(LinesOf(f.Old, f.New), isWhole))),
    ];

    private static string TextOf(FlowVersion version, string path) => version.Files.FirstOrDefault(f => f.Path == path)?.Text ?? "";

    private static List<DifferenceLine> LinesOf(string old, string next)
    {
        int before = 0;
        int after = 0;
        List<DifferenceLine> lines = [];
        foreach (DiffPiece piece in InlineDiffBuilder.Diff(old, next).Lines)
        {
            lines.Add(piece.Type switch
            {
                ChangeType.Inserted => new DifferenceLine("added", ++after, piece.Text),
                ChangeType.Deleted => new DifferenceLine("removed", ++before, piece.Text),
                _ => Both(piece.Text, ref before, ref after),
            });
        }

        return lines;
    }

    private static DifferenceLine Both(string text, ref int before, ref int after)
    {
        before++;
        return new DifferenceLine("", ++after, text);
    }

    private static List<DifferenceLine> Shortened(List<DifferenceLine> lines, bool isWhole)
    {
        if (isWhole)
        {
            return lines;
        }

        bool[] isNear = new bool[lines.Count];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Tone.Length > 0)
            {
                Array.Fill(isNear, true, Math.Max(0, i - Around), Math.Min(lines.Count, i + Around + 1) - Math.Max(0, i - Around));
            }
        }

        List<DifferenceLine> kept = [];
        for (int i = 0; i < lines.Count; i++)
        {
            if (isNear[i])
            {
                kept.Add(lines[i]);
                continue;
            }

            int from = i;
            while (i + 1 < lines.Count && !isNear[i + 1])
            {
                i++;
            }

            kept.Add(new DifferenceLine("gap", null, "", i - from + 1));
        }

        return kept;
    }
}
