using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>
    /// Sends a value to a run, which keeps it until its flow waits for it. When this returns, it is in the store. A signal with the id of one that the run has
    /// in its inbox, or has taken, changes nothing.
    /// </summary>
    /// <returns>The signal's id: the given one, or a new one.</returns>
    /// <exception cref="TickException">
    /// <c>TickRunNotFound</c>, <c>TickRunEnded</c>, <c>TickInboxFull</c>, <c>TickStepNameInvalid</c>, <c>TickPayloadTooLarge</c>, <c>TickSignalInBranch</c>, <c>TickArgumentInvalid</c>.
    /// </exception>
    Task<string> SendSignalAsync(SignalRequest request, CancellationToken cancel = default);
}
