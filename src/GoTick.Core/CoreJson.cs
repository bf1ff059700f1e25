using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Security;

namespace GoTick.Core;

/// <summary>The source-generated JSON of everything that Core stores besides journal events. Additive only: readers skip what they do not know.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(FlowFile[]))]
[JsonSerializable(typeof(LimitSpec))]
[JsonSerializable(typeof(FlowDefinition))]
[JsonSerializable(typeof(FailureDetails))]
[JsonSerializable(typeof(StoredKey))]
[JsonSerializable(typeof(StoredSession))]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class CoreJson : JsonSerializerContext;
