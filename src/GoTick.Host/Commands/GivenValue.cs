using System.Management.Automation;
using System.Text.Json;

namespace GoTick.Host.Commands;

/// <summary>A value on a command line: JSON, or else the text itself.</summary>
internal static class GivenValue
{
    /// <summary>The value as <c>ConvertFrom-Json</c> gives it: objects are <c>[pscustomobject]</c>, whole numbers <c>[long]</c>.</summary>
    public static object? Of(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return text; // a word
        }
    }

    private static object? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Table(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? (object)whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject Table(JsonElement json)
    {
        var table = new PSObject();
        foreach (JsonProperty property in json.EnumerateObject())
        {
            table.Properties.Remove(property.Name); // the last of a repeated name counts
            table.Properties.Add(new PSNoteProperty(property.Name, Of(property.Value)));
        }

        return table;
    }
}
