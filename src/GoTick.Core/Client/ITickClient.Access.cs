using GoTick.Core.Errors;
using GoTick.Core.Security;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>Who the door takes the caller for, and what they may do. Over a store: whoever the process runs as, who may do everything.</summary>
    Task<Caller> GetCallerAsync(CancellationToken cancel = default);

    /// <summary>All keys of the store's server, revoked and expired ones too, the oldest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancel = default);

    /// <summary>Makes a key. What this returns is the only thing that ever shows it.</summary>
    /// <param name="request">Which.</param>
    /// <param name="by">Who makes it; null = <see cref="Account.OfThisProcess"/>.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    Task<NewKey> CreateKeyAsync(KeyRequest request, string? by = null, CancellationToken cancel = default);

    /// <summary>Revokes a key: it is refused from now on, everywhere within <see cref="KeyRing.BelievedFor"/>. One that is revoked stays so.</summary>
    /// <param name="id">Its id; of a whole key, its id is taken.</param>
    /// <param name="by">Who revokes it; null = <see cref="Account.OfThisProcess"/>.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickKeyNotFound</c>.</exception>
    Task<ApiKey> RevokeKeyAsync(string id, string? by = null, CancellationToken cancel = default);

    /// <summary>Who changed what, the newest first: a page of it.</summary>
    /// <param name="query">Which entries; null = all.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickCursorInvalid</c>.</exception>
    Task<AuditPage> ReadAuditAsync(AuditQuery? query = null, CancellationToken cancel = default);
}
