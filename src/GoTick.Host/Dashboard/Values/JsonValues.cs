using System.Collections;
using System.Text.Json;

namespace GoTick.Host.Dashboard.Values;

/// <summary>JSON as hashtables, arrays and scalars, for parameters that take tables.</summary>
internal static class JsonValues
{
    /// <summary>The table of a JSON object.</summary>
    /// <exception cref="FormatException">It is no JSON, or no object; the message says where.</exception>
    public static Hashtable Table(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Table(document.RootElement) : throw new FormatException("{ … }");
        }
        catch (JsonException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static Hashtable Table(JsonElement json)
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in json.EnumerateObject())
        {
            table[property.Name] = Of(property.Value);
        }

        return table;
    }

    private static object? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Table(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
