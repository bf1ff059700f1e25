using GoTick.Core.Client;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public async Task<bool> HasWorkerAsync(string queue, CancellationToken cancel = default) =>
        (await _calls.GetAsync<QueueServed>(RemotePath.Of("queues", queue, "served"), cancel)).IsServed;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerView>> ListWorkersAsync(CancellationToken cancel = default) => (await _calls.GetAsync<Page<WorkerView>>("workers", cancel)).Items;
}
