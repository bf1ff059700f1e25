using System.Text.Json.Serialization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>A vote that counts was taken out of the inbox.</summary>
public sealed record ApprovalVoted : StepEvent
{
    /// <summary>The message's id.</summary>
    [JsonPropertyName("msg")]
    public required string Message { get; init; }

    /// <summary>Who voted.</summary>
    [JsonPropertyName("by")]
    public required string By { get; init; }

    /// <summary>True when the name was verified; else it is what the voter's process said.</summary>
    [JsonPropertyName("sure")]
    public bool IsVerified { get; init; }

    /// <summary>True = approved, false = denied.</summary>
    [JsonPropertyName("yes")]
    public bool Approves { get; init; }

    /// <summary>What was said about it; null = nothing.</summary>
    [JsonPropertyName("why")]
    public string? Comment { get; init; }

    /// <summary>When it was given.</summary>
    [JsonPropertyName("given")]
    public StoreTime Given { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Approval;
}
