using System.Collections.Specialized;
using System.Text.Json;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Values;

internal static partial class ValueJson
{
    /// <summary>
    /// The value of a JSON: objects are ordered dictionaries, arrays are arrays, whole numbers <c>[int]</c>, <c>[long]</c> or <c>[decimal]</c>, the smallest that
    /// holds them, others <c>[double]</c>. Dates are texts: a parameter's type converts them.
    /// </summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>: two names differ in case alone, or a number is too large.</exception>
    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Table(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => Number(json),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object Number(JsonElement json)
    {
        if (json.TryGetInt32(out int small))
        {
            return small;
        }

        if (json.TryGetInt64(out long whole))
        {
            return whole;
        }

        bool isWhole = json.GetRawText().AsSpan().IndexOfAny(".eE") < 0;
        if (isWhole && json.TryGetDecimal(out decimal exact))
        {
            return exact;
        }

        return json.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "A number in the JSON is larger than any that can be kept.");
    }

    private static OrderedDictionary Table(JsonElement json)
    {
        var table = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (table.Contains(property.Name))
            {
                throw new TickException(
                    TickErrorId.ArgumentInvalid,
                    TickErrorKind.InvalidInput,
                    $"The JSON names '{property.Name}' twice in one object; PowerShell does not tell upper from lower case.")
                { Target = property.Name };
            }

            table.Add(property.Name, Read(property.Value));
        }

        return table;
    }
}
