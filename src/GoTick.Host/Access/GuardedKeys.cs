using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary>The keys and the audit log, for callers with the scope <c>admin</c>.</summary>
internal sealed class GuardedKeys(CallerAccessor callers, KeyRing keys, AuditLog audit, ILogger<GuardedKeys> logs)
{
    private static readonly AccessRule Look = new(KeyScope.Admin, IsOfAll: true);
    private static readonly AccessRule Make = new(KeyScope.Admin, "create-key", IsOfAll: true);
    private static readonly AccessRule End = new(KeyScope.Admin, "revoke-key", IsOfAll: true);

    /// <summary>All keys.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancel)
    {
        Look.Demand(await callers.GetAsync(cancel));
        return await keys.ListAsync(cancel);
    }

    /// <summary>Makes a key.</summary>
    public async Task<NewKey> CreateAsync(KeyRequest request, CancellationToken cancel)
    {
        Caller caller = await callers.GetAsync(cancel);
        return await ChangeAsync(caller, Make, request.Name, () => keys.CreateAsync(request, caller.Name, cancel), made => made.Key.Id, cancel);
    }

    /// <summary>Revokes a key.</summary>
    public async Task<ApiKey> RevokeAsync(string id, CancellationToken cancel)
    {
        Caller caller = await callers.GetAsync(cancel);
        return await ChangeAsync(caller, End, KeyRing.IdOf(id), () => keys.RevokeAsync(id, caller.Name, cancel), null, cancel);
    }

    /// <summary>Entries of the audit log.</summary>
    public async Task<AuditPage> ReadAuditAsync(DateOnly? day, string? after, int limit, CancellationToken cancel)
    {
        Look.Demand(await callers.GetAsync(cancel));
        return await audit.ReadAsync(day, after, limit, cancel);
    }

    private Task<T> ChangeAsync<T>(Caller caller, AccessRule rule, string target, Func<Task<T>> change, Func<T, string?>? result, CancellationToken cancel) =>
        Audited.ChangeAsync(audit, logs, caller, rule, target, () => Task.CompletedTask, change, result, cancel);
}
