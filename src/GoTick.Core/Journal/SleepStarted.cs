using System.Text.Json.Serialization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>A sleep began. Its end needs no event: it is over when the store's clock has passed <see cref="Due"/>.</summary>
public sealed record SleepStarted : StepEvent
{
    /// <summary>Until when.</summary>
    [JsonPropertyName("due")]
    public StoreTime Due { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override StepKind StepKind => StepKind.Sleep;
}
