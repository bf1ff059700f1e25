using System.Collections.Concurrent;
using GoTick.Core.Checks;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Workers;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>
    /// True when a worker that is present serves the queue. That one does is believed for 5 s without asking again; that none does is asked anew
    /// each time.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<bool> HasWorkerAsync(string queue, CancellationToken cancel = default);

    /// <summary>The workers that are alive now, by name: they said so within their lease, and their process is not known to be gone.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<IReadOnlyList<WorkerView>> ListWorkersAsync(CancellationToken cancel = default);
}
