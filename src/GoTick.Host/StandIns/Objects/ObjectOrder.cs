using System.Globalization;
using System.Management.Automation;

namespace GoTick.Host.StandIns.Objects;

/// <summary>PowerShell's order of values: as its operators compare them, and by their text where they cannot.</summary>
internal sealed class ObjectOrder(bool caseSensitive, CultureInfo culture) : IComparer<object?>
{
    public int Compare(object? x, object? y)
    {
        if (LanguagePrimitives.TryCompare(x, y, !caseSensitive, culture, out int order))
        {
            return order;
        }

        return string.Compare(x?.ToString(), y?.ToString(), culture, caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase);
    }
}
