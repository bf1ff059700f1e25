using System.Collections;
using System.Globalization;
using System.Management.Automation;
using GoTick.Host.Dashboard.Shared;

namespace GoTick.Host.Dashboard.Values;

/// <summary>A flow's value as a tree that is made as far as somebody looks.</summary>
internal static class ValueNodes
{
    /// <summary>The longest text that is shown unasked, in characters.</summary>
    public const int ShortText = 400;

    private const int MaxDepth = 64;

    /// <summary>A node.</summary>
    /// <param name="name">Its name in what holds it; null for none.</param>
    /// <param name="value">The value.</param>
    /// <param name="depth">How deep it lies.</param>
    public static ValueNode Of(string? name, object? value, int depth = 0)
    {
        object? bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            null => new ValueNode { Name = name, Kind = "null", Text = "$null" },
            string text => new ValueNode { Name = name, Kind = "string", Text = PlainText.Of(text) },
            bool flag => new ValueNode { Name = name, Kind = "number", Text = flag ? "$true" : "$false" },
            byte[] bytes => new ValueNode { Name = name, Kind = "other", Type = $"byte[{bytes.Length}]", Text = Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, ShortText))) },
            SwitchParameter flag => new ValueNode { Name = name, Kind = "number", Text = flag.IsPresent ? "$true" : "$false" },
            IDictionary table when depth < MaxDepth => new ValueNode { Name = name, Kind = "table", Type = $"{Word(table)} ({table.Count})", Children = () => OfTable(table, depth) },
            IList list when depth < MaxDepth => new ValueNode { Name = name, Kind = "list", Type = $"{Word(list)} ({list.Count})", Children = () => OfItems(list, depth) },
            IEnumerable items when depth < MaxDepth => new ValueNode { Name = name, Kind = "list", Type = Word(items), Children = () => OfItems(items, depth) },
            PSObject bag when depth < MaxDepth => new ValueNode { Name = name, Kind = "object", Type = TypeOf(bag), Children = () => OfProperties(bag, depth) },
            DateTime time => new ValueNode { Name = name, Kind = "other", Type = "datetime", Text = time.ToString("o", CultureInfo.InvariantCulture) },
            DateTimeOffset time => new ValueNode { Name = name, Kind = "other", Type = "datetimeoffset", Text = time.ToString("o", CultureInfo.InvariantCulture) },
            IFormattable number when number.GetType().IsPrimitive || number is decimal => new ValueNode { Name = name, Kind = "number", Type = Word(number), Text = number.ToString(null, CultureInfo.InvariantCulture) },
            _ => new ValueNode { Name = name, Kind = "other", Type = Word(bare), Text = PlainText.Of(Convert.ToString(bare, CultureInfo.InvariantCulture)) },
        };
    }

    private static IEnumerable<ValueNode> OfTable(IDictionary table, int depth)
    {
        foreach (DictionaryEntry entry in table)
        {
            yield return Of(PlainText.Of(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)), entry.Value, depth + 1);
        }
    }

    private static IEnumerable<ValueNode> OfItems(IEnumerable items, int depth)
    {
        int i = 0;
        foreach (object? item in items)
        {
            yield return Of(string.Create(CultureInfo.InvariantCulture, $"[{i++}]"), item, depth + 1);
        }
    }

    private static IEnumerable<ValueNode> OfProperties(PSObject bag, int depth) =>
        bag.Properties.Where(p => p.IsGettable).Select(p => Of(PlainText.Of(p.Name), p.Value, depth + 1));

    private static string TypeOf(PSObject bag)
    {
        string? name = bag.TypeNames.FirstOrDefault();
        return name is null or "System.Management.Automation.PSCustomObject" ? "object" : PlainText.Of(name);
    }

    private static string Word(object value) => value.GetType().Name switch
    {
        "Object[]" => "array",
        var name => name,
    };
}
