using System.Globalization;
using StackExchange.Redis;

namespace GoTick.Tests.Shared;

/// <summary>A Redis Cluster of real processes on the loopback: three masters, and a replica of each if asked for.</summary>
public sealed class RedisCluster : IAsyncLifetime
{
    private const int Slots = 16_384;
    private const int MasterCount = 3;
    private readonly List<RedisServer> _masters = [];
    private readonly List<RedisServer> _replicas = [];
    private string[] _options = [];

    /// <summary>The masters of the beginning; the slots are spread evenly over them.</summary>
    public IReadOnlyList<RedisServer> Masters => _masters;

    /// <summary>The replicas of the beginning, in the order of their masters.</summary>
    public IReadOnlyList<RedisServer> Replicas => _replicas;

    /// <summary>The address of the store on it.</summary>
    public string Url => "redis://" + string.Join(',', _masters.Select(m => $"127.0.0.1:{m.Port}"));

    /// <summary>A cluster whose servers have further options, as on the command line.</summary>
    public static Task<RedisCluster> StartNewAsync(params string[] options) => StartNewAsync(0, options);

    /// <inheritdoc cref="StartNewAsync(string[])"/>
    public static async Task<RedisCluster> StartNewAsync(int replicas, params string[] options)
    {
        var cluster = new RedisCluster { _options = options };
        await cluster.StartAsync(replicas);
        return cluster;
    }

    public async ValueTask InitializeAsync() => await StartAsync(0);

    /// <summary>The slot of a partition.</summary>
    public static int SlotOf(string name, int partition) => HashSlot($"{name}:{partition}");

    /// <summary>The master that a slot was given to at the beginning.</summary>
    public RedisServer HomeOf(int slot) => _masters[slot * MasterCount / Slots];

    /// <summary>Empties all masters.</summary>
    public async Task FlushAsync()
    {
        foreach (RedisServer master in _masters)
        {
            await master.CallAsync("FLUSHALL");
        }
    }

    /// <summary>Begins to move a slot: from now on keys may be moved one by one with <see cref="MoveKeysAsync"/>.</summary>
    public static async Task BeginMoveAsync(int slot, RedisServer from, RedisServer to)
    {
        await to.CallAsync("CLUSTER", "SETSLOT", Text(slot), "IMPORTING", await from.CallAsync("CLUSTER", "MYID"));
        await from.CallAsync("CLUSTER", "SETSLOT", Text(slot), "MIGRATING", await to.CallAsync("CLUSTER", "MYID"));
    }

    /// <summary>Moves up to so many keys of a slot; returns how many there were.</summary>
    public static async Task<int> MoveKeysAsync(int slot, RedisServer from, RedisServer to, int count)
    {
        var keys = (string[])(await from.AskAsync("CLUSTER", "GETKEYSINSLOT", Text(slot), Text(count)))!;
        foreach (string key in keys)
        {
            await from.CallAsync("MIGRATE", "127.0.0.1", Text(to.Port), key, "0", "5000");
        }

        return keys.Length;
    }

    /// <summary>Ends a move whose keys have all been moved.</summary>
    public async Task EndMoveAsync(int slot, RedisServer to)
    {
        string id = await to.CallAsync("CLUSTER", "MYID");
        await to.CallAsync("CLUSTER", "SETSLOT", Text(slot), "NODE", id);
        foreach (RedisServer master in _masters.Where(m => m != to))
        {
            await master.CallAsync("CLUSTER", "SETSLOT", Text(slot), "NODE", id);
        }
    }

    /// <summary>Waits for the end of a failover.</summary>
    public static Task BecomesMasterAsync(RedisServer replica) =>
        UntilAsync([replica], async s => (await s.CallAsync("INFO", "replication")).Contains("role:master", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServer server in _masters.Concat(_replicas))
        {
            await server.DisposeAsync();
        }
    }

    private Task<RedisServer> StartServerAsync() => RedisServer.StartNewAsync([
        "--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--cluster-port", Text(FreePorts.Next()), "--cluster-require-full-coverage", "no",
        "--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1", .. _options]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int HashSlot(string tag)
    {
        int crc = 0;
        foreach (char c in tag)
        {
            crc ^= c << 8;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
            }
        }

        return (crc & 0xFFFF) % Slots;
    }

    private async Task StartAsync(int replicas)
    {
        try
        {
            await FormAsync(replicas);
        }
        catch (Exception)
        {
            await DisposeAsync(); // nobody else would
            throw;
        }
    }

    private async Task FormAsync(int replicas)
    {
        for (int i = 0; i < MasterCount; i++)
        {
            RedisServer master = await StartServerAsync();
            _masters.Add(master);
            await master.CallAsync("CLUSTER", "ADDSLOTSRANGE", Text(((i * Slots) + MasterCount - 1) / MasterCount), Text((((i + 1) * Slots) + MasterCount - 1) / MasterCount - 1));
            await master.CallAsync("CLUSTER", "SET-CONFIG-EPOCH", Text(i + 1));
        }

        for (int i = 0; i < replicas; i++)
        {
            _replicas.Add(await StartServerAsync());
        }

        RedisServer[] all = [.. _masters, .. _replicas];
        foreach (RedisServer other in all.Skip(1))
        {
            await MeetAsync(other, all[0]);
        }

        await UntilAsync(all, async s => (await s.CallAsync("CLUSTER", "INFO")) is var info
            && info.Contains("cluster_state:ok", StringComparison.Ordinal)
            && info.Contains($"cluster_known_nodes:{all.Length}", StringComparison.Ordinal));
        for (int i = 0; i < replicas; i++)
        {
            await _replicas[i].CallAsync("CLUSTER", "REPLICATE", await _masters[i].CallAsync("CLUSTER", "MYID"));
        }

        await UntilAsync(_replicas, async s => (await s.CallAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal));

        // The masters must know of their replicas, too, else nobody votes for them.
        await UntilAsync(_masters, async s => (await s.CallAsync("CLUSTER", "NODES")).Split('\n').Count(l => l.Contains("slave", StringComparison.Ordinal)) == replicas);
    }

    private static async Task MeetAsync(RedisServer server, RedisServer known)
    {
        var bus = (string[])(await known.AskAsync("CONFIG", "GET", "cluster-port"))!;
        await server.CallAsync("CLUSTER", "MEET", "127.0.0.1", Text(known.Port), bus[1]);
    }

    private static async Task UntilAsync(IEnumerable<RedisServer> servers, Func<RedisServer, Task<bool>> isSo)
    {
        foreach (RedisServer server in servers)
        {
            while (!await isSo(server))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }
}
