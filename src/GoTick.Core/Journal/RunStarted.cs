using System.Text.Json.Serialization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>The first event of a run: what it was started with.</summary>
public sealed record RunStarted : JournalEvent
{
    /// <summary>The format that this GoTick writes. A reader refuses journals of a higher one.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The format that every GoTick reads.</summary>
    public const int FirstFormat = 1;

    /// <summary>The format of the journal.</summary>
    [JsonPropertyName("v")]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The flow's name.</summary>
    [JsonPropertyName("flow")]
    public required string Flow { get; init; }

    /// <summary>The hash of the version.</summary>
    [JsonPropertyName("ver")]
    public required string Version { get; init; }

    /// <summary>The arguments.</summary>
    [JsonPropertyName("args")]
    public Payload Arguments { get; init; }

    /// <summary>The arguments of its first journal, in one that went on as new; none in the first itself.</summary>
    [JsonPropertyName("first")]
    public Payload FirstArguments { get; init; }

    /// <summary>The queue.</summary>
    [JsonPropertyName("queue")]
    public required string Queue { get; init; }

    /// <summary>The priority.</summary>
    [JsonPropertyName("prio")]
    public int Priority { get; init; }

    /// <summary>Its tags.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How long it is kept after its end.</summary>
    [JsonPropertyName("keep")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TimeSpan Retention { get; init; } = FlowSettings.DefaultRetention;

    /// <summary>The time for the run from its first activation on, suspended time included; null = no limit.</summary>
    [JsonPropertyName("max")]
    public TimeSpan? Timeout { get; init; }

    /// <summary>The run that this one was made from; null when it was started.</summary>
    [JsonPropertyName("of")]
    public string? Origin { get; init; }

    /// <summary>Its concurrency key; null when it has none.</summary>
    [JsonPropertyName("key")]
    public string? ConcurrencyKey { get; init; }

    /// <summary>The most runs of its key, or without one of its flow, at one time; null = any number.</summary>
    [JsonPropertyName("most")]
    public int? MaxConcurrency { get; init; }

    /// <summary>The time of the schedule that it was started for; 0 = by no schedule.</summary>
    [JsonPropertyName("due")]
    public StoreTime Scheduled { get; init; }

    /// <summary>The schedule that is to be told of its end; null = none, or it does not want to know.</summary>
    [JsonPropertyName("tell")]
    public string? Schedule { get; init; }

    /// <summary>The item that waits for it, a run or a branch; null when it is no child.</summary>
    [JsonPropertyName("parent")]
    public string? Parent { get; init; }

    /// <summary>The folder to start in; null = the flow's own.</summary>
    [JsonPropertyName("cwd")]
    public string? WorkingDirectory { get; init; }
}
