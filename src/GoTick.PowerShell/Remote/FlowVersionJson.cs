using System.Text.Json;
using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

/// <summary>A version is its hash and its texts, its own file first. Who reads it checks one against the other.</summary>
internal sealed class FlowVersionJson : JsonConverter<FlowVersion>
{
    /// <inheritdoc/>
    public override FlowVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Wire wire = JsonSerializer.Deserialize<Wire>(ref reader, options) ?? throw new JsonException("A version is wanted here.");
        if (wire.Files is not [var main, .. var helpers] || FlowVersion.Of(main, helpers) is not { } version || version.Hash != wire.Hash)
        {
            throw new TickException(
                TickErrorId.FlowTextMismatch, TickErrorKind.Security, "The texts of a flow version do not match its hash. Somebody changed them on their way; they are not used.")
            { Target = wire.Hash };
        }

        return version;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FlowVersion value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Wire(value.Hash, [.. value.Files]), options);

    private sealed record Wire(string Hash, FlowFile[] Files);
}
