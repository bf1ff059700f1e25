using System.Text.Json;
using System.Text.Json.Serialization;
using GoTick.Core.Execution;

namespace GoTick.Core.Journal;

/// <summary>The source-generated JSON of events, gates and log records.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true,
    Converters = [typeof(PayloadConverter), typeof(StoreTimeConverter), typeof(StepKeyConverter)])]
[JsonSerializable(typeof(JournalEvent))]
[JsonSerializable(typeof(RunMessage))]
[JsonSerializable(typeof(BranchOutcome))]
[JsonSerializable(typeof(GateShared))]
[JsonSerializable(typeof(StreamRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
