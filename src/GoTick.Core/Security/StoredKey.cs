namespace GoTick.Core.Security;

/// <summary>A key as its document holds it. A wire format: additive only.</summary>
internal sealed record StoredKey
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required IReadOnlyList<string> Flows { get; init; }

    /// <summary>SHA-256 of the whole key.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required string By { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? Revoked { get; init; }

    public string? RevokedBy { get; init; }

    public ApiKey View(string id) => new()
    {
        Id = id,
        Name = Name,
        Scopes = KeyScopes.FromStored(Scopes),
        Grants = FlowGrants.FromStored(Flows),
        Created = Created,
        By = By,
        Expires = Expires,
        Revoked = Revoked,
        RevokedBy = RevokedBy,
    };
}
