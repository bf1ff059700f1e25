using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public Task CancelAsync(ItemId id, string? reason = null, string? by = null, bool force = false, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Post, RemotePath.OfRun(id, "cancel"), new CancelBody { Reason = reason, Force = force }, isRepeatable: true, cancel);

    /// <inheritdoc/>
    public async Task<RunView> CancelAndWaitAsync(ItemId id, string? reason = null, string? by = null, bool force = false, CancellationToken cancel = default)
    {
        var body = new CancelBody { Reason = reason, Force = force, Wait = true };
        while (true)
        {
            // The server answers after a while in any case; it is asked again then.
            if (await _calls.TrySendAsync<RunView>(HttpMethod.Post, RemotePath.OfRun(id, "cancel"), body, isRepeatable: true, RemoteCalls.Patience * 3, cancel) is { } run)
            {
                return run;
            }
        }
    }

    /// <inheritdoc/>
    public Task SuspendAsync(ItemId id, string? reason = null, string? by = null, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Post, RemotePath.OfRun(id, "suspend"), new ReasonBody { Reason = reason }, isRepeatable: true, cancel);

    /// <inheritdoc/>
    public Task ResumeAsync(ItemId id, string? reason = null, string? by = null, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Post, RemotePath.OfRun(id, "resume"), new ReasonBody { Reason = reason }, isRepeatable: false, cancel);
}
