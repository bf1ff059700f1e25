using System.Globalization;

namespace GoTick.Core.Stores;

/// <summary>
/// How many workers died in a row under an item, as its header notes it: <c>deaths@length</c>. A journal that has grown since begins a new row, so that
/// nobody has to reset the note: steps stay free of it.
/// </summary>
internal static class ItemDeaths
{
    /// <summary>The header field. The only one that stores write by themselves.</summary>
    public const string Field = "died";

    /// <summary>Deaths since the journal grew last.</summary>
    public static int InARow(IReadOnlyDictionary<string, string> fields, int length)
    {
        if (!fields.TryGetValue(Field, out string? note))
        {
            return 0;
        }

        int at = note.IndexOf('@', StringComparison.Ordinal);
        return int.Parse(note.AsSpan(at + 1), CultureInfo.InvariantCulture) == length ? int.Parse(note.AsSpan(0, at), CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>The note after one more.</summary>
    public static string OneMore(IReadOnlyDictionary<string, string> fields, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"{InARow(fields, length) + 1}@{length}");
}
