using System.Management.Automation;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.PowerShell.Commands;

/// <summary>JSON to PowerShell objects, by the parser that PowerShell uses, so that both take and refuse the same texts.</summary>
internal static class JsonReading
{
    /// <exception cref="ArgumentException">The text is not JSON, or deeper than <paramref name="depth"/>.</exception>
    /// <exception cref="JsonObjectException">An object's keys cannot be properties.</exception>
    public static object? Parse(string text, bool asHashtable, int? depth, JsonDateKind dates)
    {
        try
        {
            var settings = new JsonSerializerSettings
            {
                TypeNameHandling = TypeNameHandling.None,
                MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
                MaxDepth = depth,
                DateParseHandling = dates switch
                {
                    JsonDateKind.Offset => DateParseHandling.DateTimeOffset,
                    JsonDateKind.String => DateParseHandling.None,
                    _ => DateParseHandling.DateTime,
                },
                DateTimeZoneHandling = dates switch
                {
                    JsonDateKind.Local => DateTimeZoneHandling.Local,
                    JsonDateKind.Utc => DateTimeZoneHandling.Utc,
                    _ => DateTimeZoneHandling.RoundtripKind,
                },
            };
            object? value = JsonConvert.DeserializeObject(text, settings);
            return value is JToken token ? ValueOf(token, asHashtable) : value;
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"Conversion from JSON failed with error: {e.Message}", e);
        }
    }

    private static object? ValueOf(JToken token, bool asHashtable) => token switch
    {
        JArray array => array.Where(item => item.Type != JTokenType.Comment).Select(item => ValueOf(item, asHashtable)).ToArray(),
        JObject entries => asHashtable ? TableOf(entries) : ObjectOf(entries),
        JValue value => value.Value,
        _ => null,
    };

    private static OrderedHashtable TableOf(JObject entries)
    {
        var table = new OrderedHashtable();
        foreach ((string key, JToken? value) in entries)
        {
            table.Add(key, ValueOf(value!, asHashtable: true));
        }

        return table;
    }

    private static PSObject ObjectOf(JObject entries)
    {
        var result = new PSObject(entries.Count);
        foreach ((string key, JToken? value) in entries)
        {
            if (key.Length == 0)
            {
                throw new JsonObjectException(
                    "EmptyKeyInJsonString", "The JSON has a property without a name, which only -AsHashtable can hold.");
            }

            if (result.Properties[key] is { } other)
            {
                throw new JsonObjectException(
                    "KeysWithDifferentCasingInJsonString",
                    $"The JSON has the keys '{other.Name}' and '{key}', which differ in casing only; -AsHashtable can hold both.");
            }

            result.Properties.Add(new PSNoteProperty(key, ValueOf(value!, asHashtable: false)), preValidated: true);
        }

        return result;
    }
}
