using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>How a branch ended, as its gate and its parent's journal keep it.</summary>
public sealed record BranchOutcome
{
    /// <summary>Its place in the wait.</summary>
    [JsonPropertyName("i")]
    public int Index { get; init; }

    /// <summary>Its key.</summary>
    [JsonPropertyName("n")]
    public required string Key { get; init; }

    /// <summary>What it wrote; none when it failed.</summary>
    [JsonPropertyName("val")]
    public Payload Value { get; init; }

    /// <summary>Its error; null when it ended well.</summary>
    [JsonPropertyName("err")]
    public FailureDetails? Error { get; init; }

    /// <summary>Attempts, from 1.</summary>
    [JsonPropertyName("a")]
    public int Attempts { get; init; } = 1;

    /// <summary>When it was first claimed.</summary>
    [JsonPropertyName("from")]
    public StoreTime Started { get; init; }

    /// <summary>When it ended.</summary>
    [JsonPropertyName("to")]
    public StoreTime Ended { get; init; }

    /// <summary>Its first recorded steps, for those who look at the run later.</summary>
    [JsonPropertyName("steps")]
    public IReadOnlyList<BranchStep> Steps { get; init; } = [];
}
