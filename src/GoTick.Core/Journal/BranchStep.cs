using System.Text.Json.Serialization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>A step of an ended branch, in short.</summary>
public sealed record BranchStep
{
    /// <summary>The most steps that an outcome tells of.</summary>
    public const int Kept = 20;

    /// <summary>The step.</summary>
    [JsonPropertyName("n")]
    public required StepKey Key { get; init; }

    /// <summary>What it was.</summary>
    [JsonPropertyName("s")]
    public StepKind Kind { get; init; }

    /// <summary>When it was recorded.</summary>
    [JsonPropertyName("t")]
    public StoreTime At { get; init; }

    /// <summary>How long its last attempt took.</summary>
    [JsonPropertyName("d")]
    public TimeSpan Took { get; init; }

    /// <summary>Attempts, from 1.</summary>
    [JsonPropertyName("a")]
    public int Attempts { get; init; } = 1;

    /// <summary>The error's id, when it failed.</summary>
    [JsonPropertyName("err")]
    public string? ErrorId { get; init; }
}
