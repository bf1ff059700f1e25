using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

/// <summary>Looks into an open wait through a server.</summary>
internal sealed class RemoteBranchWatch(RemoteCalls calls, ItemId run) : IBranchWatch
{
    /// <inheritdoc/>
    public Task<FanOutView?> LookAsync(FanOutView wait, CancellationToken cancel = default) =>
        calls.TrySendAsync<FanOutView>(HttpMethod.Post, RemotePath.OfRun(run, "branches"), wait with { Branches = [] }, isRepeatable: true, RemoteCalls.Patience, cancel);
}
