using GoTick.Core.Client;
using GoTick.Core.Limits;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public Task SetLimitAsync(LimitName name, LimitSpec spec, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Put, RemotePath.Of("limits", name.Text), spec, isRepeatable: true, cancel);

    /// <inheritdoc/>
    public Task RemoveLimitAsync(LimitName name, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Delete, RemotePath.Of("limits", name.Text), body: null, isRepeatable: false, cancel);

    /// <inheritdoc/>
    public Task<LimitView> GetLimitAsync(LimitName name, CancellationToken cancel = default) => _calls.GetAsync<LimitView>(RemotePath.Of("limits", name.Text), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LimitView>> ListLimitsAsync(CancellationToken cancel = default) => (await _calls.GetAsync<Page<LimitView>>("limits", cancel)).Items;
}
