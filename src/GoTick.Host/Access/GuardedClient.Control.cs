using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public Task CancelAsync(ItemId id, string? reason = null, string? by = null, bool force = false, CancellationToken cancel = default) =>
        ChangeAsync(id.Text, caller => ReachRunAsync(caller, id, cancel), caller => inner.CancelAsync(id, reason, caller.Name, force, cancel), cancel);

    /// <inheritdoc/>
    public Task<RunView> CancelAndWaitAsync(ItemId id, string? reason = null, string? by = null, bool force = false, CancellationToken cancel = default) =>
        ChangeAsync(id.Text, caller => ReachRunAsync(caller, id, cancel), caller => inner.CancelAndWaitAsync(id, reason, caller.Name, force, cancel), cancel);

    /// <inheritdoc/>
    public Task SuspendAsync(ItemId id, string? reason = null, string? by = null, CancellationToken cancel = default) =>
        ChangeAsync(id.Text, caller => ReachRunAsync(caller, id, cancel), caller => inner.SuspendAsync(id, reason, caller.Name, cancel), cancel);

    /// <inheritdoc/>
    public Task ResumeAsync(ItemId id, string? reason = null, string? by = null, CancellationToken cancel = default) =>
        ChangeAsync(id.Text, caller => ReachRunAsync(caller, id, cancel), caller => inner.ResumeAsync(id, reason, caller.Name, cancel), cancel);

    /// <inheritdoc/>
    public Task<string> SendSignalAsync(SignalRequest request, CancellationToken cancel = default) => ChangeAsync(
        request.Run.Text, caller => ReachRunAsync(caller, request.Run, cancel), caller => inner.SendSignalAsync(request with { By = caller.Name }, cancel), cancel, id => id);
}
