using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Host.Api.Events;

/// <summary>Those who listen to runs. A run is followed once, as long as somebody listens to it.</summary>
internal sealed class RunHub : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ItemId, (RunChannel Channel, CancellationTokenSource Stop, Task Following)> _channels = [];
    private readonly TickClient _client;
    private readonly ApiSettings _settings;
    private readonly TimeProvider _time;
    private readonly ITimer _heartbeat;
    private int _listeners;

    /// <param name="client">The store itself: whether a caller may see the run was asked before.</param>
    /// <param name="settings">The bounds.</param>
    public RunHub(TickClient client, ApiSettings settings)
    {
        (_client, _settings, _time) = (client, settings, TimeProvider.System);
        _heartbeat = _time.CreateTimer(_ => Beat(), null, settings.Heartbeat, settings.Heartbeat);
    }

    /// <summary>How many listen now.</summary>
    public int Listeners => _listeners;

    /// <summary>How many runs are followed now.</summary>
    public int Followed
    {
        get
        {
            lock (_lock)
            {
                return _channels.Count;
            }
        }
    }

    /// <summary>Begins to listen; disposing the listener ends it.</summary>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, <c>TickTooManyListeners</c>, or <see cref="StoreUnavailableException"/>.</exception>
    public async Task<RunListener> ListenAsync(ItemId run, CancellationToken cancel)
    {
        RunChannel channel = Enter(run);
        try
        {
            await channel.First.WaitAsync(cancel);
            var listener = new RunListener(_settings.MaxListenerLag, l =>
            {
                channel.Remove(l);
                Leave(channel);
            });
            channel.Add(listener);
            return listener;
        }
        catch
        {
            Leave(channel);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _heartbeat.DisposeAsync();
        (RunChannel Channel, CancellationTokenSource Stop, Task Following)[] left;
        lock (_lock)
        {
            left = [.. _channels.Values];
            _channels.Clear();
        }

        foreach ((_, CancellationTokenSource stop, Task following) in left)
        {
            await stop.CancelAsync();
            await following;
            stop.Dispose();
        }
    }

    private RunChannel Enter(ItemId run)
    {
        lock (_lock)
        {
            if (_listeners >= _settings.MaxListeners)
            {
                throw new TickException(
                    TickErrorId.TooManyListeners,
                    TickErrorKind.Unavailable,
                    $"{_listeners} listen to events already, and this server takes no more. Try again later, or ask for the run from time to time.");
            }

            _listeners++;
            if (!_channels.TryGetValue(run, out (RunChannel Channel, CancellationTokenSource Stop, Task Following) known) || known.Following.IsCompleted)
            {
                var stop = new CancellationTokenSource();
                var channel = new RunChannel(_client, run, _time);
                known = (channel, stop, Task.Run(() => channel.FollowAsync(stop.Token), CancellationToken.None));
                _channels[run] = known;
            }

            known.Channel.Interested++;
            return known.Channel;
        }
    }

    private void Leave(RunChannel channel)
    {
        CancellationTokenSource? stop = null;
        lock (_lock)
        {
            _listeners--;
            if (--channel.Interested == 0 && _channels.TryGetValue(channel.Run, out (RunChannel Channel, CancellationTokenSource Stop, Task Following) known) && known.Channel == channel)
            {
                _channels.Remove(channel.Run);
                stop = known.Stop;
            }
        }

        stop?.Cancel(); // a source without timer needs no disposing
    }

    private void Beat()
    {
        RunChannel[] channels;
        lock (_lock)
        {
            channels = [.. _channels.Values.Select(c => c.Channel)];
        }

        foreach (RunChannel channel in channels)
        {
            channel.Tell(EventFrame.Heartbeat);
        }
    }
}
