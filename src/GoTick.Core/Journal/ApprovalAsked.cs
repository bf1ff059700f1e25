using System.Text.Json.Serialization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>People were asked for their consent. What was asked is fixed from here on, whatever the script would ask on a replay.</summary>
public sealed record ApprovalAsked : StepEvent
{
    /// <summary>What votes are bound to: a hash of the run, the step, the time, the message and the data.</summary>
    [JsonPropertyName("ask")]
    public required string Ask { get; init; }

    /// <summary>What is asked.</summary>
    [JsonPropertyName("text")]
    public required string Message { get; init; }

    /// <summary>What those who are asked should look at; none when there is none.</summary>
    [JsonPropertyName("data")]
    public Payload Data { get; init; }

    /// <summary>Who is asked; empty = anybody.</summary>
    [JsonPropertyName("who")]
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>How many must approve, from 1.</summary>
    [JsonPropertyName("quorum")]
    public int Quorum { get; init; } = 1;

    /// <summary>When it is over without a decision; null = never.</summary>
    [JsonPropertyName("due")]
    public StoreTime? Due { get; init; }

    /// <summary>Who is asked too, once <see cref="EscalateAt"/> has passed.</summary>
    [JsonPropertyName("to")]
    public IReadOnlyList<string> EscalateTo { get; init; } = [];

    /// <summary>When others are asked, too; null = never.</summary>
    [JsonPropertyName("later")]
    public StoreTime? EscalateAt { get; init; }

    /// <summary>True: only votes under verified names count.</summary>
    [JsonPropertyName("sure")]
    public bool RequiresVerified { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Approval;
}
