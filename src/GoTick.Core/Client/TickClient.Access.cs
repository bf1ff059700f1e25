using GoTick.Core.Security;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    private KeyRing? _keys;

    /// <summary>The keys of the store's server. One for all: it remembers what it has looked up, and forgets what is revoked by it.</summary>
    public KeyRing Keys => _keys ?? Interlocked.CompareExchange(ref _keys, new KeyRing(Store), null) ?? _keys;

    /// <inheritdoc/>
    public Task<Caller> GetCallerAsync(CancellationToken cancel = default) => Task.FromResult(Caller.OfThisProcess);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancel = default) => Keys.ListAsync(cancel);

    /// <inheritdoc/>
    public Task<NewKey> CreateKeyAsync(KeyRequest request, string? by = null, CancellationToken cancel = default) =>
        Keys.CreateAsync(request, by ?? Account.OfThisProcess.Name, cancel);

    /// <inheritdoc/>
    public Task<ApiKey> RevokeKeyAsync(string id, string? by = null, CancellationToken cancel = default) =>
        Keys.RevokeAsync(KeyRing.IdOf(id), by ?? Account.OfThisProcess.Name, cancel);

    /// <inheritdoc/>
    public Task<AuditPage> ReadAuditAsync(AuditQuery? query = null, CancellationToken cancel = default) => new AuditLog(Store).ReadAsync(query, cancel);
}
