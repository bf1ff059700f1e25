using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public Task RemoveAsync(ItemId id, CancellationToken cancel = default) => _calls.SendAsync(HttpMethod.Delete, RemotePath.OfRun(id), body: null, isRepeatable: false, cancel);

    /// <inheritdoc/>
    public Task CheckRemovableAsync(ItemId id, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Get, RemotePath.OfRun(id, "removable"), body: null, isRepeatable: true, cancel);
}
