using System.Globalization;
using GoTick.Core.Flows;

namespace GoTick.Core.Limits;

/// <summary>
/// Reads the plain values of a run's arguments (texts, numbers, booleans) out of their stored form, for concurrency keys. The form is that of the module's value
/// codec: a tag, a length or count, a colon, and so many characters or parts.
/// </summary>
internal ref struct ArgumentTexts
{
    private const string Scalars = "nstfildmDOTGcbahHILFBSN";
    private ReadOnlySpan<char> _rest;

    /// <summary>The values by name; what is no plain value has none.</summary>
    public static IReadOnlyDictionary<string, string?> Of(Payload arguments)
    {
        Dictionary<string, string?> found = new(StringComparer.OrdinalIgnoreCase);
        if (arguments.IsNone || arguments.Text[0] is not ('o' or '{'))
        {
            return found;
        }

        var reader = new ArgumentTexts { _rest = arguments.Text };
        for (int left = reader.Head(out _); left > 0; left--)
        {
            if (reader.Part() is { } name)
            {
                found[name] = reader.Part();
            }
            else
            {
                reader.Part();
            }
        }

        return found;
    }

    private int Head(out char tag)
    {
        tag = _rest[0];
        int colon = _rest.IndexOf(':');
        int count = int.Parse(_rest[1..colon], NumberStyles.None, CultureInfo.InvariantCulture);
        _rest = _rest[(colon + 1)..];
        return count;
    }

    /// <summary>The next part as text; null when it is no plain value.</summary>
    private string? Part()
    {
        int count = Head(out char tag);
        if (Scalars.Contains(tag, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> text = _rest[..count];
            _rest = _rest[count..];
            return tag switch
            {
                's' or 'i' or 'l' or 'd' or 'm' or 'b' or 'a' or 'h' or 'H' or 'I' or 'L' or 'F' or 'G' => text.ToString(),
                't' => "true",
                'f' => "false",
                'c' => ((char)int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)).ToString(),
                _ => null,
            };
        }

        // A noted value: the value itself counts.
        if (tag == 'w')
        {
            string? bare = Part();
            Skip(2 * count);
            return bare;
        }

        if (tag == 'e')
        {
            Skip(2);
            return Part(); // type, number, name
        }

        Skip(tag switch { '{' or 'o' => 2 * count, 'Y' or 'X' => 1 + count, 'k' => 2, 'p' => 2 + (2 * count), _ => count });
        return null;
    }

    private void Skip(int parts)
    {
        for (; parts > 0; parts--)
        {
            Part();
        }
    }
}
