using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoTick.PowerShell.Remote;

/// <summary>A duration is a number of seconds, as it is for the cmdlets; a decimal one, so that no tick is lost.</summary>
internal sealed class SecondsJson : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        decimal seconds = reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal number) ? number : throw Invalid();
        return Math.Abs(seconds) <= (decimal)TimeSpan.MaxValue.TotalSeconds - 1 ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : throw Invalid();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Ticks / (decimal)TimeSpan.TicksPerSecond);

    private static JsonException Invalid() => new("A number of seconds is wanted here.");
}
