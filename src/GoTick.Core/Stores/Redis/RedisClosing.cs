using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>How connections are closed.</summary>
internal static class RedisClosing
{
    /// <summary>
    /// Closes it without waiting for what nobody waits for any more. A plain dispose waits, and breaks on a server that came just then
    /// (github.com/StackExchange/StackExchange.Redis/issues/2754).
    /// </summary>
    public static async ValueTask CloseNowAsync(this IConnectionMultiplexer connection)
    {
        await connection.CloseAsync(allowCommandsToComplete: false);
        await connection.DisposeAsync();
    }
}
