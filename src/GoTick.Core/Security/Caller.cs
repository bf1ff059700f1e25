using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Core.Security;

/// <summary>Who uses a server, and what they may do.</summary>
/// <param name="Name">Whom journals and votes name.</param>
/// <param name="Scopes">What they may do.</param>
/// <param name="Grants">With which flows.</param>
/// <param name="IsVerified">True when a key vouches for the name.</param>
/// <param name="KeyId">The key; null = none was needed.</param>
public sealed record Caller(string Name, KeyScope Scopes, FlowGrants Grants, bool IsVerified, string? KeyId)
{
    /// <summary>Whoever the process runs as: may do all that the process may. Unverified.</summary>
    public static Caller OfThisProcess { get; } = new(Account.OfThisProcess.Name, KeyScope.Admin, FlowGrants.All, IsVerified: false, KeyId: null);

    /// <summary>As journals name them.</summary>
    public Person Person => new(Name, IsVerified);

    /// <summary>The owner of a key.</summary>
    public static Caller Of(ApiKey key) => new(key.Name, key.Scopes, key.Grants, IsVerified: true, key.Id);

    /// <summary>True when their scopes cover what is needed.</summary>
    public bool May(KeyScope needed) => Scopes.Cover(needed);
}
