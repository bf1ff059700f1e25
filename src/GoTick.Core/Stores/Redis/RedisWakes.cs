using System.Collections.Concurrent;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>Subscriptions to wakes and ends. What was published while the connection was down is lost, so everybody is called once after it is back.</summary>
internal sealed class RedisWakes
{
    private readonly ISubscriber _subscriber;
    private readonly ConcurrentDictionary<Subscription, Action> _subscriptions = new();

    public RedisWakes(IConnectionMultiplexer connection)
    {
        _subscriber = connection.GetSubscriber();
        connection.ConnectionRestored += (_, _) => CallAll();
    }

    public async Task<IAsyncDisposable> SubscribeAsync(IReadOnlyList<RedisChannel> channels, Action callback)
    {
        var subscription = new Subscription(this, channels, (_, _) => callback());
        _subscriptions[subscription] = callback;
        try
        {
            foreach (RedisChannel channel in channels)
            {
                await _subscriber.SubscribeAsync(channel, subscription.Handler);
            }
        }
        catch (Exception)
        {
            await subscription.DisposeAsync();
            throw;
        }

        return subscription;
    }

    private void CallAll()
    {
        foreach (Action callback in _subscriptions.Values)
        {
            callback();
        }
    }

    private sealed class Subscription(RedisWakes owner, IReadOnlyList<RedisChannel> channels, Action<RedisChannel, RedisValue> handler) : IAsyncDisposable
    {
        public Action<RedisChannel, RedisValue> Handler => handler;

        public ValueTask DisposeAsync()
        {
            if (owner._subscriptions.TryRemove(this, out _))
            {
                foreach (RedisChannel channel in channels)
                {
                    // Not waited for: a connection that is down has no subscription to end.
                    owner._subscriber.Unsubscribe(channel, handler, CommandFlags.FireAndForget);
                }
            }

            return ValueTask.CompletedTask;
        }
    }
}
