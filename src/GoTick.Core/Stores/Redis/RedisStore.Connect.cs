using System.Diagnostics;
using System.Globalization;
using GoTick.Core.Errors;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

public sealed partial class RedisStore
{
    /// <summary>The version of the keys and their contents; another one in the namespace is refused.</summary>
    internal const int SchemaVersion = 3;

    private const int DefaultPartitions = 1;
    private static readonly Version OldestServer = new(6, 2);
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <summary>Connects, and makes the namespace if it is new.</summary>
    /// <param name="address">Where the store is.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The server cannot be reached within 8 s.</exception>
    /// <exception cref="TickException"><c>TickStoreInvalid</c>: user or password are wrong, or the namespace was made with other partitions or by another
    /// version; <c>TickNotSupported</c>: the server is older than 6.2.</exception>
    public static Task<RedisStore> ConnectAsync(RedisAddress address, CancellationToken cancel = default) =>
        ConnectAsync(address, new RedisScripts(), cancel);

    /// <summary>Connects with scripts of which a test has replaced the clock.</summary>
    internal static async Task<RedisStore> ConnectAsync(RedisAddress address, RedisScripts scripts, CancellationToken cancel)
    {
        var errors = new RedisErrors(address.ToString());
        IConnectionMultiplexer? connection = null;
        try
        {
            connection = await OpenAsync(address, cancel);
            CheckVersion(address, connection.GetServers().Where(s => s.IsConnected).Min(s => s.Version));
            CheckDatabase(address, connection);
            await AwaitSubscriberAsync(connection.GetSubscriber(), cancel);
            IDatabase db = connection.GetDatabase(address.Database);
            int partitions = await FreezeAsync(db, address, scripts, cancel);
            await CheckRightsAsync(db, address, scripts, cancel);
            IReadOnlyList<string> warnings = await FindWarningsAsync(connection, address, cancel);
            ReplicatedWrites? writes = address.IsReplicated ? new ReplicatedWrites(await OpenAsync(address, cancel), address.Database) : null;
            var store = new RedisStore(connection, writes, address, scripts, partitions, warnings);
            connection = null;
            return store;
        }
        catch (Exception error) when (errors.Translate(error) is { } translated)
        {
            throw translated;
        }
        finally
        {
            if (connection is not null)
            {
                await connection.CloseNowAsync();
            }
        }
    }

    /// <exception cref="TickException"><c>TickNotSupported</c>.</exception>
    internal static void CheckVersion(RedisAddress address, Version? version)
    {
        if (version is not null && version < OldestServer)
        {
            throw new TickException(
                TickErrorId.NotSupported,
                TickErrorKind.InvalidInput,
                $"The store {address} is Redis {version}; GoTick needs {OldestServer} or newer.");
        }
    }

    private static void CheckDatabase(RedisAddress address, IConnectionMultiplexer connection)
    {
        if (address.Database != 0 && connection.GetServers().Any(s => s.ServerType == ServerType.Cluster))
        {
            throw new TickException(
                TickErrorId.StoreInvalid,
                TickErrorKind.InvalidInput,
                $"The store {address} is a Redis Cluster, which has no databases but number 0: leave the number out of the address.");
        }
    }

    private static async Task<IConnectionMultiplexer> OpenAsync(RedisAddress address, CancellationToken cancel)
    {
        Task<ConnectionMultiplexer> opening = ConnectionMultiplexer.ConnectAsync(Options(address));
        try
        {
            return await opening.WaitAsync(ConnectWithin, cancel);
        }
        catch (Exception) when (!opening.IsCompleted)
        {
            // Given up: should it still come, nobody will use it.
            _ = opening.ContinueWith(o => o.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    // Publishes come over a connection of their own (a large reply on a shared one would overrun the server's limit for subscribers), which may be a little
    // later; with a backlog that fails fast, listening at once would fail.
    private static async Task AwaitSubscriberAsync(ISubscriber subscriber, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        while (!subscriber.IsConnected())
        {
            if (Stopwatch.GetElapsedTime(start) > ConnectWithin)
            {
                throw new TimeoutException();
            }

            await Task.Delay(2, cancel);
        }
    }

    private static ConfigurationOptions Options(RedisAddress address)
    {
        var options = new ConfigurationOptions
        {
            // Only the first connect fails for good; afterwards the connection is made again in the background for ever.
            AbortOnConnectFail = true,
            ConnectRetry = 1,
            // Half, because a member of a Cluster that is gone takes it all, and the others must still be in time.
            ConnectTimeout = (int)ConnectWithin.TotalMilliseconds / 2,
            AsyncTimeout = (int)AnswerWithin.TotalMilliseconds,
            SyncTimeout = (int)AnswerWithin.TotalMilliseconds,
            ReconnectRetryPolicy = new LinearRetry(500),
            // How long a failover without an announcement may stay unseen.
            ConfigCheckSeconds = 2,
            // An outage is told at once; who can wait, repeats.
            BacklogPolicy = BacklogPolicy.FailFast,
            KeepAlive = 15,
            ClientName = "gotick",
            // A guard of the client library only; it counts INFO among what needs it.
            AllowAdmin = true,
            // No keys and channels beside our own.
            TieBreaker = "",
            ConfigurationChannel = "",
            DefaultDatabase = address.Database,
            Ssl = address.IsTls,
            ServiceName = address.Sentinel,
            User = address.User,
            Password = address.Password,
        };
        foreach ((string host, int port) in address.Hosts)
        {
            options.EndPoints.Add(host, port);
        }

        return options;
    }

    private static async Task<int> FreezeAsync(IDatabase db, RedisAddress address, RedisScripts scripts, CancellationToken cancel)
    {
        RedisResult result = await db.ScriptEvaluateAsync(
            scripts.FreezeNamespace.Text,
            [new RedisKeys(address.Namespace, 0).Meta],
            [address.Partitions ?? DefaultPartitions, SchemaVersion],
            CommandFlags.DemandMaster).WaitAsync(cancel);
        var meta = (RedisValue[])result!;
        int partitions = int.Parse((string)meta[0]!, CultureInfo.InvariantCulture);
        int schema = int.Parse((string)meta[1]!, CultureInfo.InvariantCulture);
        if (schema != SchemaVersion)
        {
            throw Refused($"was made with schema version {schema}, this version of GoTick knows {SchemaVersion}: use the version that made it, or another namespace");
        }

        if (address.Partitions is { } asked && asked != partitions)
        {
            throw Refused($"was made with {partitions} partitions, the address asks for {asked}: leave the option out, or use another namespace");
        }

        return partitions;

        TickException Refused(string what) => new(
            TickErrorId.StoreInvalid, TickErrorKind.Conflict, $"The namespace '{address.Namespace}' of the store {address} {what}.");
    }

    private static async Task CheckRightsAsync(IDatabase db, RedisAddress address, RedisScripts scripts, CancellationToken cancel)
    {
        RedisResult refusal = await db.ScriptEvaluateAsync(
            scripts.ProbeRights.Text, [new RedisKeys(address.Namespace, 0).Probe], [], CommandFlags.DemandMaster).WaitAsync(cancel);
        if ((string?)refusal is { Length: > 0 } text)
        {
            throw new TickException(
                TickErrorId.StoreInvalid,
                TickErrorKind.Security,
                $"The user of the store {address} lacks rights ({text}). GoTick needs all keys and channels that begin with 'gotick:', scripts, and read and write "
                + "commands: ACL SETUSER name on >password ~gotick:* &gotick:* +@read +@write +@scripting +@connection +@pubsub +info +time +wait.");
        }
    }

    private static async Task<IReadOnlyList<string>> FindWarningsAsync(IConnectionMultiplexer connection, RedisAddress address, CancellationToken cancel)
    {
        List<string> warnings = [];
        foreach (IServer server in connection.GetServers().Where(s => s is { IsConnected: true, IsReplica: false }))
        {
            try
            {
                await AddWarningsAsync(server, address, warnings, cancel);
            }
            catch (RedisServerException)
            {
                warnings.Add($"maxmemory-policy of the Redis server {server.EndPoint} could not be read (INFO is not allowed): make sure that it is noeviction.");
            }
        }

        return warnings;
    }

    private static async Task AddWarningsAsync(IServer server, RedisAddress address, List<string> warnings, CancellationToken cancel)
    {
        string? policy = await InfoAsync("memory", "maxmemory_policy");
        if (policy is not null and not "noeviction")
        {
            warnings.Add(
                $"maxmemory-policy of the Redis server {server.EndPoint} is '{policy}': when its memory is full it would throw runs away. Set it to noeviction.");
        }

        if (address.IsReplicated && await InfoAsync("replication", "connected_slaves") == "0")
        {
            warnings.Add($"The Redis server {server.EndPoint} has no replica: with durability=replicated every write waits until it has one.");
        }

        async Task<string?> InfoAsync(string section, string name) =>
            (await server.InfoAsync(section).WaitAsync(cancel)).SelectMany(g => g).FirstOrDefault(p => p.Key == name).Value;
    }
}
