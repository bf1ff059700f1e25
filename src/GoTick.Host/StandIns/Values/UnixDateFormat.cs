using System.Globalization;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>The <c>%</c> patterns of <c>Get-Date -UFormat</c>, those of Unix' <c>date</c>.</summary>
internal static class UnixDateFormat
{
    /// <summary>Formats <paramref name="date"/>; a leading <c>+</c> is ignored, an unknown pattern stays as it is.</summary>
    public static string Format(DateTime date, string pattern)
    {
        var text = new StringBuilder();
        for (int i = pattern.StartsWith('+') ? 1 : 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%' && i + 1 < pattern.Length)
            {
                text.Append(Part(date, pattern[++i]));
            }
            else
            {
                text.Append(pattern[i]);
            }
        }

        return text.ToString();
    }

    private static string Part(DateTime date, char pattern) => pattern switch
    {
        'A' => As(date, "dddd"),
        'a' => As(date, "ddd"),
        'B' => As(date, "MMMM"),
        'b' or 'h' => As(date, "MMM"),
        'C' => (date.Year / 100).ToString("00", CultureInfo.InvariantCulture),
        'c' => As(date, "ddd dd MMM yyyy HH:mm:ss"),
        'D' or 'x' => As(date, "MM/dd/yy"),
        'd' => As(date, "dd"),
        'e' => date.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'F' => As(date, "yyyy-MM-dd"),
        'G' => ISOWeek.GetYear(date).ToString("0000", CultureInfo.InvariantCulture),
        'g' => (ISOWeek.GetYear(date) % 100).ToString("00", CultureInfo.InvariantCulture),
        'H' => As(date, "HH"),
        'I' => As(date, "hh"),
        'j' => date.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'k' => date.Hour.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'l' => As(date, "%h").PadLeft(2),
        'M' => As(date, "mm"),
        'm' => As(date, "MM"),
        'n' => "\n",
        'p' => As(date, "tt"),
        'R' => As(date, "HH:mm"),
        'r' => As(date, "hh:mm:ss tt"),
        'S' => As(date, "ss"),
        's' => new DateTimeOffset(date).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'T' or 'X' => As(date, "HH:mm:ss"),
        't' => "\t",
        'u' => (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(date).ToString("00", CultureInfo.InvariantCulture),
        'w' => ((int)date.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'Y' => As(date, "yyyy"),
        'y' => As(date, "yy"),
        'Z' => As(date, "%z"),
        '%' => "%",
        _ => "%" + pattern,
    };

    private static string As(DateTime date, string format) => date.ToString(format, CultureInfo.CurrentCulture);
}
