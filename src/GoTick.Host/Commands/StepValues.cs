using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;
using GoTick.Core.Errors;

namespace GoTick.Host.Commands;

/// <summary>Values of steps on a command line: <c>NAME=VALUE</c>, where the value is JSON, or else a text.</summary>
internal static class StepValues
{
    /// <summary>The values by step.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>: no name, or one named twice.</exception>
    public static IDictionary Read(IEnumerable<string> words)
    {
        var values = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (string word in words)
        {
            int at = word.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || values.Contains(word[..at]))
            {
                throw new TickException(
                    TickErrorId.ArgumentInvalid,
                    TickErrorKind.InvalidInput,
                    at < 1 ? $"'{word}' is no value of a step: write NAME=VALUE." : $"The value of step '{word[..at]}' is given twice.")
                { Target = word };
            }

            values[word[..at]] = Value(word[(at + 1)..]);
        }

        return values;
    }

    private static object? Value(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return Of(json.RootElement);
        }
        catch (JsonException)
        {
            return text; // what is no JSON is a text without quotes
        }
    }

    private static object? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt32(out int small) ? small : json.TryGetInt64(out long whole) ? whole : (object)json.GetDouble(),
        JsonValueKind.Array => json.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.Object => Bag(json),
        _ => throw new InvalidOperationException($"Unknown JSON {json.ValueKind}."),
    };

    private static PSObject Bag(JsonElement json)
    {
        var bag = new PSObject();
        foreach (JsonProperty property in json.EnumerateObject())
        {
            bag.Properties.Add(new PSNoteProperty(property.Name, Of(property.Value)));
        }

        return bag;
    }
}
