using System.Globalization;
using System.Management.Automation;
using System.Runtime.InteropServices;

namespace GoTick.PowerShell.Values;

/// <summary>Values without parts: one tag character and a text. The tags are a stored format; none ever changes its meaning.</summary>
internal static class ScalarText
{
    /// <summary>The type that a tag stands for, for typed arrays and lists.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Types = new[]
    {
        typeof(object), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(string), typeof(char), typeof(byte), typeof(sbyte),
        typeof(short), typeof(ushort), typeof(uint), typeof(ulong), typeof(float), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(Guid),
    }.ToDictionary(t => t.FullName!, StringComparer.Ordinal);

    /// <summary>
    /// The form of a value; null when it has parts or is of another room. The culture is named each time, because the process of a client may have
    /// any, and some write a minus of their own.
    /// </summary>
    public static string? Of(object? value) => value switch
    {
        null => "n",
        string text => Text(text),
        int number => string.Create(CultureInfo.InvariantCulture, $"i{number}"),
        bool flag => flag ? "t" : "f",
        long number => string.Create(CultureInfo.InvariantCulture, $"l{number}"),
        // An enum is no number here: it keeps its type.
        Enum => null,
        double number => "d" + number.ToString("R", CultureInfo.InvariantCulture),
        decimal number => "m" + number.ToString(CultureInfo.InvariantCulture),
        DateTime time => "D" + time.ToBinary().ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => string.Create(CultureInfo.InvariantCulture, $"O{time.Ticks} {time.Offset.Ticks / TimeSpan.TicksPerMinute}"),
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"T{span.Ticks}"),
        Guid id => $"G{id:D}",
        char letter => string.Create(CultureInfo.InvariantCulture, $"c{(int)letter}"),
        byte number => string.Create(CultureInfo.InvariantCulture, $"b{number}"),
        sbyte number => string.Create(CultureInfo.InvariantCulture, $"a{number}"),
        short number => string.Create(CultureInfo.InvariantCulture, $"h{number}"),
        ushort number => string.Create(CultureInfo.InvariantCulture, $"H{number}"),
        uint number => string.Create(CultureInfo.InvariantCulture, $"I{number}"),
        ulong number => string.Create(CultureInfo.InvariantCulture, $"L{number}"),
        float number => "F" + number.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => "B" + Convert.ToBase64String(bytes),
        SwitchParameter flag => flag.IsPresent ? "t" : "f",
        DBNull => "N",
        System.Management.Automation.Language.NullString => "n",
        _ => null,
    };

    /// <summary>True for a tag that this class reads.</summary>
    public static bool IsTag(char tag) => "nstfildmDOTGcbahHILFBSN".Contains(tag, StringComparison.Ordinal);

    /// <summary>Reads a value back.</summary>
    /// <exception cref="FormatException">The text does not fit the tag.</exception>
    public static object? Read(char tag, ReadOnlySpan<char> text) => tag switch
    {
        'n' => null,
        's' => text.ToString(),
        'S' => new string(MemoryMarshal.Cast<byte, char>(Convert.FromBase64String(text.ToString()))),
        'i' => int.Parse(text, CultureInfo.InvariantCulture),
        't' => true,
        'f' => false,
        'l' => long.Parse(text, CultureInfo.InvariantCulture),
        'd' => double.Parse(text, CultureInfo.InvariantCulture),
        'm' => decimal.Parse(text, CultureInfo.InvariantCulture),
        'D' => DateTime.FromBinary(long.Parse(text, CultureInfo.InvariantCulture)),
        'O' => Offset(text),
        'T' => TimeSpan.FromTicks(long.Parse(text, CultureInfo.InvariantCulture)),
        'G' => Guid.ParseExact(text, "D"),
        'c' => (char)int.Parse(text, CultureInfo.InvariantCulture),
        'b' => byte.Parse(text, CultureInfo.InvariantCulture),
        'a' => sbyte.Parse(text, CultureInfo.InvariantCulture),
        'h' => short.Parse(text, CultureInfo.InvariantCulture),
        'H' => ushort.Parse(text, CultureInfo.InvariantCulture),
        'I' => uint.Parse(text, CultureInfo.InvariantCulture),
        'L' => ulong.Parse(text, CultureInfo.InvariantCulture),
        'F' => float.Parse(text, CultureInfo.InvariantCulture),
        'B' => Convert.FromBase64String(text.ToString()),
        'N' => DBNull.Value,
        _ => throw new FormatException($"'{tag}' is no tag of a value."),
    };

    // A store keeps UTF-8, in which half a surrogate pair does not survive.
    private static string Text(string text) =>
        IsWellFormed(text) ? "s" + text : "S" + Convert.ToBase64String(MemoryMarshal.AsBytes(text.AsSpan()));

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length;)
        {
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
            {
                return false;
            }

            int next = text[(at + 2)..].IndexOfAnyInRange('\uD800', '\uDFFF');
            at = next < 0 ? -1 : at + 2 + next;
        }

        return true;
    }

    private static DateTimeOffset Offset(ReadOnlySpan<char> text)
    {
        int blank = text.IndexOf(' ');
        long ticks = long.Parse(text[..blank], CultureInfo.InvariantCulture);
        return new DateTimeOffset(ticks, TimeSpan.FromMinutes(long.Parse(text[(blank + 1)..], CultureInfo.InvariantCulture)));
    }
}
