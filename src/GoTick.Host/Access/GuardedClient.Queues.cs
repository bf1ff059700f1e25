using GoTick.Core.Client;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueView>> ListQueuesAsync(CancellationToken cancel = default)
    {
        await LookAsync(cancel);
        return await inner.ListQueuesAsync(cancel);
    }

    /// <inheritdoc/>
    public Task SuspendQueueAsync(string queue, CancellationToken cancel = default) =>
        ChangeAsync(queue, Anybody, _ => inner.SuspendQueueAsync(queue, cancel), cancel);

    /// <inheritdoc/>
    public Task ResumeQueueAsync(string queue, CancellationToken cancel = default) =>
        ChangeAsync(queue, Anybody, _ => inner.ResumeQueueAsync(queue, cancel), cancel);

    /// <inheritdoc/>
    public async Task<bool> HasWorkerAsync(string queue, CancellationToken cancel = default)
    {
        await LookAsync(cancel);
        return await inner.HasWorkerAsync(queue, cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerView>> ListWorkersAsync(CancellationToken cancel = default)
    {
        await LookAsync(cancel);
        return await inner.ListWorkersAsync(cancel);
    }
}
