using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public async Task<bool> PublishAsync(FlowDefinition flow, FlowVersion version, bool onlyIfNew = false, bool withSchedule = true, CancellationToken cancel = default) =>
        (await _calls.SendAsync<FlowPublished>(
            HttpMethod.Put,
            RemotePath.Of("flows", flow.Name),
            new FlowBody { Files = version.Files, OnlyIfNew = onlyIfNew, WithSchedule = withSchedule },
            isRepeatable: false, // the second answer would be that nothing changed
            cancel)).Changed;

    /// <inheritdoc/>
    public Task<FlowDefinition> GetFlowAsync(string name, CancellationToken cancel = default) => _calls.GetAsync<FlowDefinition>(RemotePath.Of("flows", name), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FlowDefinition>> ListFlowsAsync(CancellationToken cancel = default) => (await _calls.GetAsync<Page<FlowDefinition>>("flows", cancel)).Items;

    /// <inheritdoc/>
    public Task UnregisterAsync(string name, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Delete, RemotePath.Of("flows", name), body: null, isRepeatable: false, cancel);

    /// <inheritdoc/>
    public Task<FlowVersion> ReadVersionAsync(string hash, CancellationToken cancel = default) => _calls.GetAsync<FlowVersion>(RemotePath.Of("versions", hash), cancel);
}
