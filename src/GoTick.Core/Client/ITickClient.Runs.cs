using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>Starts a run. When this returns, the run is in the store.</summary>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>, <c>TickRunExists</c>, <c>TickRunConflict</c>, <c>TickPayloadTooLarge</c>.</exception>
    Task<StartResult> StartAsync(StartRequest request, CancellationToken cancel = default);

    /// <summary>A run.</summary>
    /// <exception cref="TickException"><c>TickRunNotFound</c>.</exception>
    Task<RunView> GetRunAsync(ItemId id, CancellationToken cancel = default);

    /// <summary>Waits until the run has ended or is suspended; null when the time was over before.</summary>
    Task<RunView?> WaitAsync(ItemId id, TimeSpan? timeout = null, CancellationToken cancel = default);

    /// <summary>The recorded steps of a run, in order.</summary>
    Task<IReadOnlyList<StepView>> ReadStepsAsync(ItemId id, CancellationToken cancel = default);

    /// <summary>A page of the recorded steps of a run, in order. All pages together read its journal once.</summary>
    /// <param name="id">The run.</param>
    /// <param name="query">Which; null = the first 1,000.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickRunNotFound</c>; <c>TickCursorInvalid</c>: it is no place, or the run went on as new since the page before.</exception>
    Task<StepPage> ReadStepPageAsync(ItemId id, StepQuery? query = null, CancellationToken cancel = default);

    /// <summary>Records of a run's streams after a number, at most 1,000.</summary>
    Task<IReadOnlyList<(long Number, StreamRecord Record)>> ReadLogAsync(ItemId id, long after = 0, CancellationToken cancel = default);
}
