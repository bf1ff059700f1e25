namespace GoTick.Core.Security;

/// <summary>A session as its document holds it. A wire format: additive only.</summary>
internal sealed record StoredSession
{
    /// <summary>The key that it was begun with.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the session's whole token.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset Began { get; init; }

    /// <summary>When it was used last, to within ten minutes.</summary>
    public required DateTimeOffset Used { get; init; }

    /// <summary>True when it is over, whatever became of its key.</summary>
    public bool IsOverAt(DateTimeOffset time) => time - Began >= Sessions.LongestLife || time - Used >= Sessions.LongestRest;
}
