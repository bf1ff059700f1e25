namespace GoTick.Host.Display;

/// <summary>Rows whose columns are as wide as their texts.</summary>
internal static class TextTable
{
    /// <summary>Writes them, the first row as the head.</summary>
    public static void Write(IReadOnlyList<string[]> rows, TextWriter to)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length))];
        foreach (string[] row in rows)
        {
            to.WriteLine(string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        }
    }
}
