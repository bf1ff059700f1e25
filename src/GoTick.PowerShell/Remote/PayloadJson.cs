using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Remote;

/// <summary>A flow's value: plain JSON, or <c>{"$clixml": "…"}</c> with what is stored. Both are read.</summary>
/// <param name="writesTyped">True: what is stored is written.</param>
internal sealed class PayloadJson(bool writesTyped) : JsonConverter<Payload>
{
    /// <summary>The only member of a value that is given exactly.</summary>
    public const string Stored = "$clixml";

    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return StoredText(json.RootElement) is { } text ? new Payload(text) : ValueCodec.Encode(ValueJson.Read(json.RootElement), "The value");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options)
    {
        if (value.IsNone)
        {
            writer.WriteNullValue();
            return;
        }

        JsonNode? node = null;
        if (writesTyped || !TryPlain(value, out node))
        {
            writer.WriteStartObject();
            writer.WriteString(Stored, value.Text);
            writer.WriteEndObject();
            return;
        }

        JsonSerializer.Serialize(writer, node, options);
    }

    /// <summary>False for what cannot be read: one damaged value must not hide all others.</summary>
    private static bool TryPlain(Payload value, out JsonNode? node)
    {
        try
        {
            node = ValueJson.Of(ValueCodec.Decode(value));
            return true;
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.JournalUnreadable)
        {
            node = null;
            return false;
        }
    }

    private static string? StoredText(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.GetPropertyCount() == 1
        && json.TryGetProperty(Stored, out JsonElement text)
        && text.ValueKind == JsonValueKind.String
        && text.GetString() is { Length: > 0 } stored
            ? stored
            : null;
}
