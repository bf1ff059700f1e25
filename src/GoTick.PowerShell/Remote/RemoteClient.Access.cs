using GoTick.Core.Security;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public async Task<Caller> GetCallerAsync(CancellationToken cancel = default) => (await _calls.GetAsync<CallerJson>("me", cancel)).ToCaller();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancel = default) =>
        [.. (await _calls.GetAsync<Page<KeyJson>>("keys", cancel)).Items.Select(k => k.ToKey())];

    /// <inheritdoc/>
    public async Task<NewKey> CreateKeyAsync(KeyRequest request, string? by = null, CancellationToken cancel = default)
    {
        var body = new KeyBody
        {
            Name = request.Name,
            Scopes = [.. request.Scopes.Names()],
            Flows = [.. request.Grants.Patterns],
            ExpiresDays = request.Life?.TotalDays,
        };
        KeyJson made = await _calls.SendAsync<KeyJson>(HttpMethod.Post, "keys", body, isRepeatable: false, cancel);
        return new NewKey(made.ToKey(), made.Key ?? "");
    }

    /// <inheritdoc/>
    public async Task<ApiKey> RevokeKeyAsync(string id, string? by = null, CancellationToken cancel = default) =>
        (await _calls.TrySendAsync<KeyJson>(HttpMethod.Delete, RemotePath.Of("keys", KeyRing.IdOf(id)), body: null, isRepeatable: true, RemoteCalls.Patience, cancel)
            ?? throw RemoteErrors.NoServer(_address.ToString(), "an answer is empty")).ToKey();

    /// <inheritdoc/>
    public async Task<AuditPage> ReadAuditAsync(AuditQuery? query = null, CancellationToken cancel = default)
    {
        query ??= new AuditQuery();
        Page<AuditEntry> page = await _calls.GetAsync<Page<AuditEntry>>(
            RemotePath.At("audit")
                .With("day", query.Day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
                .With("since", query.Since)
                .With("until", query.Until)
                .With("by", query.By)
                .With("action", query.Action)
                .With("target", query.Target)
                .With("after", query.After)
                .With("limit", query.Limit)
                .ToString(),
            cancel);
        return new AuditPage(page.Items, page.Next);
    }
}
