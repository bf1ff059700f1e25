using GoTick.Core.Client;
using GoTick.Core.Security;
using GoTick.PowerShell.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <summary>The door for whoever runs this process and works on the store itself: they may do everything, and it stands in the audit log.</summary>
    public static GuardedClient OfThisProcess(TickClient client) => new(
        client,
        RunMending.Of(client),
        _ => ValueTask.FromResult(Caller.OfThisProcess),
        new AuditLog(client.Store),
        NullLogger<GuardedClient>.Instance);

    /// <inheritdoc/>
    public async Task<Caller> GetCallerAsync(CancellationToken cancel = default) => await callers(cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancel = default)
    {
        await LookAsync(cancel);
        return await inner.ListKeysAsync(cancel);
    }

    /// <inheritdoc/>
    public Task<NewKey> CreateKeyAsync(KeyRequest request, string? by = null, CancellationToken cancel = default) => ChangeAsync(
        request.Name, Anybody, caller => inner.CreateKeyAsync(request, caller.Name, cancel), cancel, made => made.Key.Id);

    /// <inheritdoc/>
    public Task<ApiKey> RevokeKeyAsync(string id, string? by = null, CancellationToken cancel = default) => ChangeAsync(
        KeyRing.IdOf(id), Anybody, caller => inner.RevokeKeyAsync(id, caller.Name, cancel), cancel);

    /// <inheritdoc/>
    public async Task<AuditPage> ReadAuditAsync(AuditQuery? query = null, CancellationToken cancel = default)
    {
        await LookAsync(cancel);
        return await inner.ReadAuditAsync(query, cancel);
    }
}
