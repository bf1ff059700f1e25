using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary>A key as programs see it.</summary>
internal sealed record KeyView(
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
    public static KeyView Of(ApiKey key, string? secret = null) => new(
        key.Id, key.Name, key.Scopes.Names(), key.Grants.Patterns, key.Created, key.By, key.Expires, key.Revoked, key.RevokedBy, secret);
}
