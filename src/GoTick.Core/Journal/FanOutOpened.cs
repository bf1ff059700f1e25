using System.Text.Json.Serialization;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>A wait for branches began.</summary>
public sealed record FanOutOpened : StepEvent
{
    /// <summary>The gate in the store.</summary>
    [JsonPropertyName("gate")]
    public required string Gate { get; init; }

    /// <summary>How many branches.</summary>
    [JsonPropertyName("count")]
    public int Count { get; init; }

    /// <summary>The key of the first branch.</summary>
    [JsonPropertyName("first")]
    public string First { get; init; } = "";

    /// <summary>The most that run at one time.</summary>
    [JsonPropertyName("limit")]
    public int Limit { get; init; }

    /// <summary>True when the first success ends the wait.</summary>
    [JsonPropertyName("any")]
    public bool IsAny { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.FanOut;
}
