using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;

namespace GoTick.PowerShell.Values;

/// <summary>Reads what <see cref="ValueWriter"/> wrote.</summary>
internal ref struct ValueReader(ReadOnlySpan<char> text)
{
    // A value has 64 levels, and each takes a few parts. A text that somebody made up must not exhaust the stack: no catch would save the process.
    private const int MaxDepth = 512;
    private ReadOnlySpan<char> _rest = text;
    private int _depth;

    /// <summary>The next part.</summary>
    /// <exception cref="FormatException">The text is no stored value.</exception>
    public object? Part()
    {
        char tag = _rest[0];
        int count = Count();
        if (ScalarText.IsTag(tag))
        {
            return ScalarText.Read(tag, Take(count));
        }

        if (++_depth > MaxDepth)
        {
            throw new FormatException("It is nested too deeply.");
        }

        object? value = Structure(tag, count);
        _depth--;
        return value;
    }

    private object? Structure(char tag, int count) => tag switch
    {
        'k' => KnownText.Read(Name(), Name()),
        'e' => Member(Name(), Name(), Name()),
        '[' or '*' => Items(count),
        'Y' => TypedArray(Name(), count),
        '(' => new ArrayList(Items(count)),
        'X' => TypedList(Name(), count),
        'q' => new Queue(Items(count)),
        'Q' => new Stack(Enumerable.Reverse(Items(count)).ToArray()),
        '{' => Table(count),
        'o' => Ordered(count),
        'p' => Bag(count),
        'w' => Noted(count),
        _ => throw new FormatException($"'{tag}' is no tag of a value."),
    };

    private int Count()
    {
        int colon = _rest.IndexOf(':');
        int count = int.Parse(_rest[1..colon], NumberStyles.None, CultureInfo.InvariantCulture);
        _rest = _rest[(colon + 1)..];
        return count;
    }

    private ReadOnlySpan<char> Take(int length)
    {
        ReadOnlySpan<char> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private string Name() => Part() as string ?? throw new FormatException("A name is missing.");

    private object?[] Items(int count)
    {
        object?[] items = new object?[Math.Min(count, _rest.Length)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Part();
        }

        return items;
    }

    private static Type? ElementType(string name) => ScalarText.Types.GetValueOrDefault(name) ?? LoadedTypes.Enum(name);

    private Array TypedArray(string name, int count)
    {
        object?[] items = Items(count);
        if (ElementType(name) is not { } type || !items.All(i => i is null ? !type.IsValueType : type.IsInstanceOfType(i)))
        {
            return items; // an array of objects that are kept as pictures
        }

        var typed = Array.CreateInstance(type, items.Length);
        Array.Copy(items, typed, items.Length);
        return typed;
    }

    private IList TypedList(string name, int count)
    {
        Array items = TypedArray(name, count);
        Type type = items.GetType().GetElementType()!;
        return (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type), items)!;
    }

    private static object Member(string type, string number, string name)
    {
        if (LoadedTypes.Enum(type) is not { } found)
        {
            return name; // PowerShell converts it wherever the enum is wanted
        }

        return Enum.GetUnderlyingType(found) == typeof(ulong)
            ? Enum.ToObject(found, ulong.Parse(number, CultureInfo.InvariantCulture))
            : Enum.ToObject(found, long.Parse(number, CultureInfo.InvariantCulture));
    }

    private Hashtable Table(int count)
    {
        (object Key, object? Value)[] pairs = Pairs(count);
        try
        {
            return Fill(new Hashtable(pairs.Length, StringComparer.OrdinalIgnoreCase), pairs);
        }
        catch (ArgumentException)
        {
            return Fill(new Hashtable(pairs.Length), pairs); // it told upper from lower case
        }
    }

    private OrderedDictionary Ordered(int count)
    {
        (object Key, object? Value)[] pairs = Pairs(count);
        try
        {
            return Fill(new OrderedDictionary(pairs.Length, StringComparer.OrdinalIgnoreCase), pairs);
        }
        catch (ArgumentException)
        {
            return Fill(new OrderedDictionary(pairs.Length), pairs);
        }
    }

    private (object Key, object? Value)[] Pairs(int count)
    {
        var pairs = new (object, object?)[Math.Min(count, _rest.Length)];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = (Part() ?? throw new FormatException("A key is missing."), Part());
        }

        return pairs;
    }

    private static T Fill<T>(T table, (object Key, object? Value)[] pairs)
        where T : IDictionary
    {
        foreach ((object key, object? value) in pairs)
        {
            table.Add(key, value);
        }

        return table;
    }

    private PSObject Bag(int count)
    {
        var bag = new PSObject(count);
        object? typeNames = Part();
        string? text = Part() as string;
        if (typeNames is string names)
        {
            bag.TypeNames.Clear();
            foreach (string name in names.Split('\n'))
            {
                bag.TypeNames.Add(name);
            }
        }

        if (text is not null)
        {
            PSObjectAccess.SetText(bag, text);
        }

        Properties(bag, count);
        return bag;
    }

    private PSObject Noted(int count)
    {
        object value = Part() ?? throw new FormatException("A value with notes is missing.");
        PSObject noted = value is string or ValueType ? new PSObject(value) : PSObject.AsPSObject(value);
        Properties(noted, count);
        return noted;
    }

    private void Properties(PSObject target, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string name = Name();
            target.Properties.Add(new PSNoteProperty(name, Part()), preValidated: true);
        }
    }
}
