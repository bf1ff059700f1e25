using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>The run ended by an error, or by <c>exit n</c> with n ≠ 0.</summary>
public sealed record RunFailed : JournalEvent
{
    /// <summary>Why.</summary>
    [JsonPropertyName("err")]
    public required FailureDetails Error { get; init; }

    /// <summary>The code of <c>exit n</c>; 0 when it ended by an error.</summary>
    [JsonPropertyName("exit")]
    public int ExitCode { get; init; }

    /// <summary>What the flow wrote before <c>exit n</c>.</summary>
    [JsonPropertyName("val")]
    public Payload Output { get; init; }
}
