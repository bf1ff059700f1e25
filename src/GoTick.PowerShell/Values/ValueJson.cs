using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GoTick.PowerShell.Values;

/// <summary>A flow's values as JSON: what JSON knows is itself, dates are ISO 8601, objects their properties, everything else its text.</summary>
internal static partial class ValueJson
{
    private const int MaxDepth = 64;

    /// <summary>The JSON of a value; null for none.</summary>
    public static JsonNode? Of(object? value, int depth = 0)
    {
        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        if (depth > MaxDepth)
        {
            return JsonValue.Create(plain?.ToString());
        }

        return plain switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            byte or sbyte or short or ushort or int or uint or long or ulong or decimal => JsonValue.Create(Convert.ToDecimal(plain, CultureInfo.InvariantCulture)),
            double number when double.IsFinite(number) => JsonValue.Create(number),
            float number when float.IsFinite(number) => JsonValue.Create(number),
            DateTime time => JsonValue.Create(time.ToString("o", CultureInfo.InvariantCulture)),
            DateTimeOffset time => JsonValue.Create(time.ToString("o", CultureInfo.InvariantCulture)),
            byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
            SwitchParameter flag => JsonValue.Create(flag.IsPresent),
            IDictionary table => OfTable(table, depth),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(i => Of(i, depth + 1))]),
            PSObject bag => OfProperties(bag, depth),
            _ => JsonValue.Create(Convert.ToString(plain, CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>One line.</summary>
    public static string Line(JsonNode node) => node.ToJsonString(Options);

    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonObject OfTable(IDictionary table, int depth)
    {
        var json = new JsonObject();
        foreach (DictionaryEntry entry in table)
        {
            json[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = Of(entry.Value, depth + 1);
        }

        return json;
    }

    private static JsonObject OfProperties(PSObject bag, int depth)
    {
        var json = new JsonObject();
        foreach (PSPropertyInfo property in bag.Properties.Where(p => p.IsGettable))
        {
            json[property.Name] = Of(property.Value, depth + 1);
        }

        return json;
    }
}
