using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace GoTick.Core.Tests.Stores.Redis;

/// <summary>The scripts with a clock that reads a key in place of the server's time.</summary>
internal static class TestClock
{
    private const string Include = """
        local function wall()
          return tonumber(redis.call('GET', KEYS[1] .. '-test'))
        end
        """;

    public static RedisScripts Scripts() => new(new Dictionary<string, string> { ["clock.lua"] = Include });

    public static async Task SetAsync(IDatabase db, RedisStore store, FakeTimeProvider clock)
    {
        for (int partition = 0; partition < store.Partitions; partition++)
        {
            RedisKey key = $"gotick:{{{RedisAddress.DefaultNamespace}:{partition}}}:clock-test";
            await db.StringSetAsync(key, StoreTime.From(clock.GetUtcNow()).Micros);
        }
    }
}
