using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>
    /// Ends a run as <c>Canceled</c>. When this returns, the wish is in the store: what runs of it is stopped within a second, its compensations run, then it
    /// has ended. Its children are cancelled with it, and awaited, but for detached ones. A run that nobody executes and that has nothing to compensate has ended
    /// when this returns. One that has ended, or ends already, stays as it is.
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="reason">Why; kept with the run.</param>
    /// <param name="by">Who wants it; null = <see cref="Account.OfThisProcess"/>.</param>
    /// <param name="force">True: it has ended when this returns, and nothing more of it runs, not even compensations. What a worker does for it is refused.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task CancelAsync(ItemId id, string? reason = null, string? by = null, bool force = false, CancellationToken cancel = default);

    /// <summary>
    /// As <see cref="CancelAsync"/>, and waits until the run has ended. Should its worker be gone and none be there, this process decides in its place as soon as
    /// the lease is over.
    /// </summary>
    /// <returns>The run: it has ended, or is suspended in the middle of its compensations.</returns>
    /// <inheritdoc cref="CancelAsync"/>
    Task<RunView> CancelAndWaitAsync(ItemId id, string? reason = null, string? by = null, bool force = false, CancellationToken cancel = default);

    /// <summary>
    /// Suspends a run until somebody resumes it. When this returns, the wish is in the store. A block that runs comes to its end; then, at the next step, the run
    /// parks. Its branches do the same, and no further ones begin. A run that is suspended stays so.
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="reason">Why; kept with the run.</param>
    /// <param name="by">Who wants it; null = <see cref="Account.OfThisProcess"/>.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, <c>TickRunEnded</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task SuspendAsync(ItemId id, string? reason = null, string? by = null, CancellationToken cancel = default);

    /// <summary>Brings a suspended run back, whoever suspended it: a person, or the engine. A wish to suspend that was not followed yet is taken back.</summary>
    /// <param name="id">The run.</param>
    /// <param name="reason">Why; kept with the run.</param>
    /// <param name="by">Who wants it; null = <see cref="Account.OfThisProcess"/>.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, <c>TickRunEnded</c>, <c>TickRunNotSuspended</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task ResumeAsync(ItemId id, string? reason = null, string? by = null, CancellationToken cancel = default);
}
