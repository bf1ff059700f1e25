using System.Text.Json.Serialization;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>The JSON in columns of the database. Additive only: a file outlives the program that wrote it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(GateSpec))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class SqliteJson : JsonSerializerContext;
