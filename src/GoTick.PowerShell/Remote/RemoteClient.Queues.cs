using GoTick.Core.Client;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueView>> ListQueuesAsync(CancellationToken cancel = default) => (await _calls.GetAsync<Page<QueueView>>("queues", cancel)).Items;

    /// <inheritdoc/>
    public Task SuspendQueueAsync(string queue, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Post, RemotePath.Of("queues", queue, "suspend"), new NothingBody(), isRepeatable: true, cancel);

    /// <inheritdoc/>
    public Task ResumeQueueAsync(string queue, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Post, RemotePath.Of("queues", queue, "resume"), new NothingBody(), isRepeatable: true, cancel);
}
