namespace GoTick.Core.Security;

/// <summary>A key of the server as people see it. Its secret is shown once, when it is made, and kept nowhere.</summary>
public sealed record ApiKey
{
    /// <summary>Its id, the part of the key that is no secret.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: journals and votes name them.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required KeyScope Scopes { get; init; }

    /// <summary>For which flows.</summary>
    public required FlowGrants Grants { get; init; }

    /// <summary>When it was made (store clock).</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who made it.</summary>
    public required string By { get; init; }

    /// <summary>From when on it is refused; null = never by itself.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was revoked; null = it was not.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>Who revoked it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>True when it is accepted at this time.</summary>
    public bool IsUsableAt(DateTimeOffset time) => Revoked is null && (Expires is not { } end || time < end);
}
