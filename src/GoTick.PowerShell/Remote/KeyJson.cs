using GoTick.Core.Security;

namespace GoTick.PowerShell.Remote;

/// <summary>A key as programs see it.</summary>
/// <param name="Id">Its id, the part that is no secret.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Scopes">What it is for.</param>
/// <param name="Flows">For which flows.</param>
/// <param name="Created">When it was made.</param>
/// <param name="By">Who made it.</param>
/// <param name="Expires">From when on it is refused; null = never by itself.</param>
/// <param name="Revoked">When it was revoked; null = it was not.</param>
/// <param name="RevokedBy">Who revoked it.</param>
/// <param name="Key">What its owner sends; only when it was just made.</param>
internal sealed record KeyJson(
    string Id,
    string Name,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Flows,
    DateTimeOffset Created,
    string By,
    DateTimeOffset? Expires,
    DateTimeOffset? Revoked,
    string? RevokedBy,
    string? Key = null)
{
    /// <summary>A key, with what its owner sends only when it was just made.</summary>
    public static KeyJson Of(ApiKey key, string? secret = null) => new(
        key.Id, key.Name, key.Scopes.Names(), key.Grants.Patterns, key.Created, key.By, key.Expires, key.Revoked, key.RevokedBy, secret);

    /// <summary>The key.</summary>
    public ApiKey ToKey() => new()
    {
        Id = Id,
        Name = Name,
        Scopes = ScopesKnown.Of(Scopes),
        Grants = FlowGrants.Parse(Flows),
        Created = Created,
        By = By,
        Expires = Expires,
        Revoked = Revoked,
        RevokedBy = RevokedBy,
    };
}
