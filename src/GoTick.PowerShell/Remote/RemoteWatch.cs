using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

/// <summary>Tells of a run's end: a call of the server that is answered then.</summary>
internal sealed class RemoteWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _waiting;

    /// <param name="client">The server.</param>
    /// <param name="run">The run.</param>
    /// <param name="changed">Called once, when the run has ended or is suspended.</param>
    public RemoteWatch(RemoteClient client, ItemId run, Action changed) => _waiting = Task.Run(() => WaitAsync(client, run, changed, _stop.Token));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _waiting;
        _stop.Dispose();
    }

    private static async Task WaitAsync(RemoteClient client, ItemId run, Action changed, CancellationToken stop)
    {
        try
        {
            await client.WaitAsync(run, timeout: null, stop);
            changed();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody wants to know any more.
        }
        catch (TickException)
        {
            // Who watches looks from time to time, too, and meets the same error there.
        }
    }
}
