using GoTick.Core.Security;

namespace GoTick.PowerShell.Remote;

/// <summary>Who calls, as programs see it.</summary>
/// <param name="Name">Whom journals and votes name.</param>
/// <param name="Scopes">The scopes, those that others imply left out.</param>
/// <param name="Flows">For which flows.</param>
/// <param name="IsVerified">True when a key vouches for the name.</param>
/// <param name="KeyId">The key; null = none was needed.</param>
internal sealed record CallerJson(string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> Flows, bool IsVerified, string? KeyId)
{
    /// <summary>A caller.</summary>
    public static CallerJson Of(Caller caller) => new(caller.Name, caller.Scopes.Names(), caller.Grants.Patterns, caller.IsVerified, caller.KeyId);

    /// <summary>The caller.</summary>
    public Caller ToCaller() => new(Name, ScopesKnown.Of(Scopes), FlowGrants.Parse(Flows), IsVerified, KeyId);
}
