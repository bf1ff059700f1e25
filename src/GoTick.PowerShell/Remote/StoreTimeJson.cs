using System.Text.Json;
using System.Text.Json.Serialization;
using GoTick.Core.Stores;

namespace GoTick.PowerShell.Remote;

/// <summary>A time of a journal is ISO 8601, too.</summary>
internal sealed class StoreTimeJson : JsonConverter<StoreTime>
{
    /// <inheritdoc/>
    public override StoreTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => StoreTime.From(reader.GetDateTimeOffset());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StoreTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToDateTimeOffset());
}
