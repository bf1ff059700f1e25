using System.Text.Json.Serialization;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>What the branches of a wait share; stored once, in the gate.</summary>
public sealed record GateShared
{
    /// <summary>The run's id.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>The run's first event.</summary>
    [JsonPropertyName("start")]
    public required RunStarted Start { get; init; }

    /// <summary>When the run's first activation began.</summary>
    [JsonPropertyName("from")]
    public StoreTime Started { get; init; }

    /// <summary>The templates; a branch names its own by number.</summary>
    [JsonPropertyName("tpl")]
    public required IReadOnlyList<BranchTemplate> Templates { get; init; }

    /// <summary>The run's state when the wait began.</summary>
    [JsonPropertyName("state")]
    public IReadOnlyDictionary<string, Payload> State { get; init; } = new Dictionary<string, Payload>();
}
