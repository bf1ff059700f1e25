using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>Queues that hold ready work, that workers serve, or that are paused, by name.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<IReadOnlyList<QueueView>> ListQueuesAsync(CancellationToken cancel = default);

    /// <summary>
    /// Pauses a queue until it is resumed: from their next claim on, within about a second, workers take nothing from it. What runs goes on to its end, or to its
    /// next wait. Cancelling and time limits work all the same. A queue that is paused stays so.
    /// </summary>
    /// <exception cref="TickException"><c>TickQueueInvalid</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task SuspendQueueAsync(string queue, CancellationToken cancel = default);

    /// <summary>Lets workers take work from a queue again. One that is not paused stays so.</summary>
    /// <exception cref="TickException"><c>TickQueueInvalid</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task ResumeQueueAsync(string queue, CancellationToken cancel = default);
}
