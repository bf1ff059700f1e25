using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Journal;

/// <summary>
/// How the run ends is decided, and something is left to do: compensations, callbacks. A barrier: behind it there are only these and the terminal event. A
/// run that has nothing to do at its end goes without it.
/// </summary>
public sealed record RunEnding : JournalEvent
{
    /// <summary>The outcome; nothing changes it any more.</summary>
    [JsonPropertyName("s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RunStatus Status { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    [JsonPropertyName("err")]
    public FailureDetails? Error { get; init; }

    /// <summary>What the flow wrote; none when it wrote nothing.</summary>
    [JsonPropertyName("val")]
    public Payload Output { get; init; }

    /// <summary>Non-terminating errors on the way.</summary>
    [JsonPropertyName("errors")]
    public int ErrorCount { get; init; }

    /// <summary>The code of <c>exit n</c>; 0 when there was none.</summary>
    [JsonPropertyName("exit")]
    public int ExitCode { get; init; }

    /// <summary>Why it was cancelled, as somebody said; null when nothing was said.</summary>
    [JsonPropertyName("why")]
    public string? Reason { get; init; }

    /// <summary>Who cancelled it; null when nobody did, or nobody is known.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }
}
