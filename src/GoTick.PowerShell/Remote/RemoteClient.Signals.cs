using GoTick.Core.Execution;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public async Task<string> SendSignalAsync(SignalRequest request, CancellationToken cancel = default)
    {
        // With an id, a call that is repeated sends the same signal.
        var body = new SignalBody { Name = request.Name, Value = request.Value, Id = request.Id ?? Guid.NewGuid().ToString("N") };
        return (await _calls.SendAsync<SignalSent>(HttpMethod.Post, RemotePath.OfRun(request.Run, "signals"), body, isRepeatable: true, cancel)).Id;
    }
}
