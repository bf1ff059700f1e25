using System.Text.Json;
using System.Text.Json.Serialization;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>A store time is a number of microseconds.</summary>
internal sealed class StoreTimeConverter : JsonConverter<StoreTime>
{
    public override StoreTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, StoreTime value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Micros);
}
