using System.Text.Json.Serialization;

namespace GoTick.Core.Execution;

/// <summary>One record of a run's streams.</summary>
public sealed record StreamRecord
{
    /// <summary>The longest text that is kept of one record, in characters; the rest is cut, marked with <c>…</c>.</summary>
    public const int MaxTextLength = 16 * 1024;

    /// <summary>Which stream.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required StreamKind Stream { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>When it was written (store clock).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The step; null in flow scope.</summary>
    public string? Step { get; init; }

    /// <summary>The step's attempt, from 1; 0 in flow scope.</summary>
    public int Attempt { get; init; }

    /// <summary>The branch's key; null in the run itself.</summary>
    public string? Branch { get; init; }

    /// <summary>Percent complete of a progress record, 0 to 100; −1 when unknown or no progress record.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Percent { get; init; } = -1;
}
