namespace GoTick.Core.Security;

/// <summary>One change, or one that was refused: who wanted what, and what became of it. A wire format: additive only.</summary>
public sealed record AuditEntry
{
    /// <summary>The <see cref="Outcome"/> of a change that was about to be made. One that stays so: the server died over it, and nobody knows.</summary>
    public const string Asked = "asked";

    /// <summary>The <see cref="Outcome"/> of a change that was made.</summary>
    public const string Done = "done";

    /// <summary>Its name, by which entries sort: the newest has the greatest.</summary>
    public required string Id { get; init; }

    /// <summary>When (store clock).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>True when a key vouched for the name.</summary>
    public bool IsVerified { get; init; }

    /// <summary>The key; null = none was needed.</summary>
    public string? KeyId { get; init; }

    /// <summary>What, such as <c>cancel-run</c>.</summary>
    public required string Action { get; init; }

    /// <summary>With what: the id of a run or key, the name of a flow, schedule, queue or limit.</summary>
    public string? Target { get; init; }

    /// <summary><see cref="Asked"/>, <see cref="Done"/>, or the id of the error.</summary>
    public required string Outcome { get; init; }

    /// <summary>What came of it: the id of the run or key that was made; null = nothing of that sort.</summary>
    public string? Result { get; init; }
}
