namespace GoTick.Host.Dashboard.Flows;

/// <summary>A line of a difference that is told in one column.</summary>
/// <param name="Tone"><c>added</c>, <c>removed</c>, <c>gap</c>, or empty for one that both have.</param>
/// <param name="Line">The line, of a removed one in the older text, else in the newer; null for a gap.</param>
/// <param name="Skipped">How many lines that both have are left out here.</param>
public sealed record DifferenceLine(string Tone, DifferenceSide? Line, int Skipped = 0)
{
    /// <summary>Its number; null for a gap.</summary>
    public int? Number => Line?.Number;

    /// <summary>The lines of rows: what was removed at one place, then what came for it.</summary>
    public static IReadOnlyList<DifferenceLine> Of(IReadOnlyList<DifferenceRow> rows)
    {
        List<DifferenceLine> lines = [];
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].IsGap || rows[i].IsSame)
            {
                lines.Add(new DifferenceLine(rows[i].IsGap ? "gap" : "", rows[i].New, rows[i].Skipped));
                continue;
            }

            DifferenceRow[] changed = [.. rows.Skip(i).TakeWhile(r => r is { IsGap: false, IsSame: false })];
            lines.AddRange(changed.Where(r => r.Old is not null).Select(r => new DifferenceLine("removed", r.Old)));
            lines.AddRange(changed.Where(r => r.New is not null).Select(r => new DifferenceLine("added", r.New)));
            i += changed.Length - 1;
        }

        return lines;
    }
}
