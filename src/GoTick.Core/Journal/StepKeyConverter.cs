using System.Text.Json;
using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A step key is a string.</summary>
internal sealed class StepKeyConverter : JsonConverter<StepKey>
{
    public override StepKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StepKey.FromStored(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, StepKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
