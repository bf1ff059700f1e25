using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Dashboard.Values;

/// <summary>
/// A recorded value as JSON that can be edited, and what was written in its place: where the new one fits the old one's type, it keeps it (a date stays a date, a
/// hashtable a hashtable, a <c>[long]</c> a <c>[long]</c>), so that the flow finds what it would have found.
/// </summary>
internal static class EditedValue
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is recorded; several values are an array.</summary>
    /// <exception cref="TickException"><c>TickJournalUnreadable</c>.</exception>
    public static object? Of(Payload value) => ValueCodec.IsSeveral(value) ? ValueCodec.DecodeOutput(value).ToArray() : ValueCodec.Decode(value);

    /// <summary>A value as a person edits it.</summary>
    public static string Text(object? value) => ValueJson.Of(value)?.ToJsonString(Indented) ?? "null";

    /// <summary>What a person wrote: JSON, or else a text.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="recorded">What stood there before.</param>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>: it begins as JSON and is none. To take it for a text would hide a missing bracket.</exception>
    public static object? Read(string text, object? recorded)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return Of(document.RootElement, recorded);
        }
        catch (JsonException e)
        {
            return text.TrimStart() is ['{' or '[' or '"', ..]
                ? throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, e.Message)
                : OfText(text, Bare(recorded));
        }
    }

    /// <summary>The type of a value in a word.</summary>
    public static string TypeOf(object? value) => Bare(value) is bool ? "bool" : ValueNodes.Of(null, value) is var node ? node.Type ?? node.Kind : "";

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static object? Of(JsonElement json, object? recorded)
    {
        object? like = Bare(recorded);
        return json.ValueKind switch
        {
            JsonValueKind.Object => OfObject(json, like),
            JsonValueKind.Array => json.EnumerateArray().Select((item, i) => Of(item, like is IList list && i < list.Count ? list[i] : null)).ToArray(),
            JsonValueKind.String => OfText(json.GetString()!, like),
            JsonValueKind.Number => OfNumber(ValueJson.Read(json)!, like),
            _ => ValueJson.Read(json),
        };
    }

    private static object OfObject(JsonElement json, object? like)
    {
        if (like is IDictionary old)
        {
            IDictionary table = old is Hashtable ? new Hashtable(StringComparer.OrdinalIgnoreCase) : new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
            foreach (JsonProperty property in json.EnumerateObject())
            {
                table[property.Name] = Of(property.Value, old.Contains(property.Name) ? old[property.Name] : null);
            }

            return table;
        }

        var bag = new PSObject();
        foreach (JsonProperty property in json.EnumerateObject())
        {
            bag.Properties.Remove(property.Name); // the last of a repeated name counts
            bag.Properties.Add(new PSNoteProperty(property.Name, Of(property.Value, (like as PSObject)?.Properties[property.Name]?.Value)));
        }

        return bag;
    }

    private static object OfText(string text, object? like)
    {
        switch (like)
        {
            case DateTime when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time):
                return time;
            case DateTimeOffset when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time):
                return time;
            case byte[]:
                byte[] bytes = new byte[text.Length];
                return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : text;
            case TimeSpan or Guid or Version or Uri or Enum or char:
                return LanguagePrimitives.TryConvertTo(text, like.GetType(), CultureInfo.InvariantCulture, out object? same) && same is not null ? same : text;
            default:
                return text;
        }
    }

    // A fraction in place of a whole number stays a fraction, and what is too large for the old type takes one that holds it.
    private static object OfNumber(object number, object? like)
    {
        bool fits = like switch
        {
            double or float or decimal => true,
            byte or sbyte or short or ushort or int or uint or long or ulong => number is int or long or decimal,
            _ => false,
        };
        return fits && LanguagePrimitives.TryConvertTo(number, like!.GetType(), CultureInfo.InvariantCulture, out object? same) && same is not null ? same : number;
    }
}
