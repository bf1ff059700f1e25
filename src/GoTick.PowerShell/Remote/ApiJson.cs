using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Limits;

namespace GoTick.PowerShell.Remote;

/// <summary>
/// The JSON of the HTTP API, for the server and its client alike: the engine's views in camelCase, without what is null. Enums are names, times ISO 8601, durations
/// numbers of seconds, ids texts. Values are plain JSON, or for callers that want them exactly <c>{"$clixml": "…"}</c>.
/// </summary>
internal static class ApiJson
{
    /// <summary>The query parameter that says how values are to be written.</summary>
    public const string ValuesParameter = "values";

    /// <summary>Its value for those who want them exactly.</summary>
    public const string Typed = "typed";

    // A value has at most 64 levels, and stands below some of ours.
    private const int MaxDepth = 128;

    /// <summary>Values as plain JSON.</summary>
    public static JsonSerializerOptions PlainOptions { get; } = Create(writesTyped: false);

    /// <summary>Values exactly.</summary>
    public static JsonSerializerOptions TypedOptions { get; } = Create(writesTyped: true);

    /// <summary>Sets options up for bodies that people send: what is unknown, null or given twice where it must not be is refused.</summary>
    public static void MakeStrict(JsonSerializerOptions options)
    {
        Apply(options, writesTyped: false);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
    }

    private static JsonSerializerOptions Create(bool writesTyped)
    {
        var options = new JsonSerializerOptions();
        Apply(options, writesTyped);
        options.MakeReadOnly();
        return options;
    }

    private static void Apply(JsonSerializerOptions options, bool writesTyped)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = MaxDepth;
        // Quotes and angle brackets stay escaped, wherever a page puts the text.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.Converters.Add(new TextJson<ItemId>(ItemId.FromStored, i => i.Text));
        options.Converters.Add(new TextJson<WorkerId>(t => new WorkerId(t), w => w.Text));
        options.Converters.Add(new TextJson<StepKey>(StepKey.FromStored, k => k.Text));
        options.Converters.Add(new TextJson<LimitName>(LimitName.Parse, n => n.Text));
        options.Converters.Add(new SecondsJson());
        options.Converters.Add(new TimeJson());
        options.Converters.Add(new StoreTimeJson());
        options.Converters.Add(new FlowVersionJson());
        options.Converters.Add(new PayloadJson(writesTyped));
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutNoValue, SpellOut, NameEvents } };
    }

    /// <summary>No value at all is left out; a stored <c>$null</c> is null.</summary>
    private static void LeaveOutNoValue(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(p => p.PropertyType == typeof(Payload)))
        {
            property.ShouldSerialize = static (_, value) => value is Payload { IsNone: false };
        }
    }

    /// <summary>The short names of stored records are the stores' alone.</summary>
    private static void SpellOut(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.AttributeProvider is MemberInfo member && member.IsDefined(typeof(JsonPropertyNameAttribute)))
            {
                property.Name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            }
        }
    }

    private static void NameEvents(JsonTypeInfo type)
    {
        if (type.Type != typeof(JournalEvent) || type.PolymorphismOptions is not { } stored)
        {
            return;
        }

        var named = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "event" };
        foreach (JsonDerivedType derived in stored.DerivedTypes)
        {
            named.DerivedTypes.Add(new JsonDerivedType(derived.DerivedType, derived.DerivedType.Name));
        }

        type.PolymorphismOptions = named;
    }

    /// <summary>The options that a request asks for.</summary>
    /// <param name="values">What it says of values; null = nothing.</param>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public static JsonSerializerOptions For(string? values) => values switch
    {
        null or "" or "plain" => PlainOptions,
        Typed => TypedOptions,
        _ => throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "'values' can be 'plain' or 'typed'.") { Target = ValuesParameter },
    };
}
