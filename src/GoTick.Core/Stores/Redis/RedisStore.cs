using GoTick.Core.Errors;
using GoTick.Core.Flows;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>
/// The store for a fleet: Redis 6.2 or newer, Valkey, Redis Cluster. Durability is the server's own (persistence, replication). Facets: <c>Connect</c>,
/// <c>Reads</c>, <c>Records</c>, <c>Limits</c>.
/// </summary>
public sealed partial class RedisStore : IFlowStore
{
    private readonly IConnectionMultiplexer _connection;
    private readonly IDatabase _db;
    private readonly RedisScripts _scripts;
    private readonly RedisErrors _errors;
    private readonly RedisKeys[] _keys;
    private readonly RedisWakes _wakes;
    private readonly ReplicatedWrites? _writes;
    private readonly bool _isCluster;

    private RedisStore(
        IConnectionMultiplexer connection,
        ReplicatedWrites? writes,
        RedisAddress address,
        RedisScripts scripts,
        int partitions,
        IReadOnlyList<string> warnings)
    {
        _writes = writes;
        _connection = connection;
        _db = connection.GetDatabase(address.Database);
        _scripts = scripts;
        _errors = new RedisErrors(address.ToString());
        _keys = [.. Enumerable.Range(0, partitions).Select(p => new RedisKeys(address.Namespace, p))];
        _wakes = new RedisWakes(connection);
        _isCluster = connection.GetServers().Any(s => s.ServerType == ServerType.Cluster);
        Identity = new StoreIdentity("redis", address.ToString(), IsShared: true);
        Warnings = warnings;
    }

    /// <inheritdoc/>
    public StoreIdentity Identity { get; }

    /// <inheritdoc/>
    public int Partitions => _keys.Length;

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings { get; }

    /// <inheritdoc/>
    public int PartitionOf(ItemId item) => PartitionHash.Of(item, _keys.Length);

    /// <inheritdoc/>
    public async ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default)
    {
        (RedisKey[] keys, RedisValue[] arguments) = Prepare(batch);
        return RedisReplies.Commit(await WriteAsync(KeysOf(batch.Item), _scripts.Commit, keys, arguments, cancel));
    }

    /// <inheritdoc/>
    public CommitReply Commit(Batch batch)
    {
        (RedisKey[] keys, RedisValue[] arguments) = Prepare(batch);
        return RedisReplies.Commit(_writes is null
            ? Run(_scripts.Commit, keys, arguments)
            : WriteAsync(KeysOf(batch.Item), _scripts.Commit, keys, arguments, CancellationToken.None).AsTask().GetAwaiter().GetResult());
    }

    /// <inheritdoc/>
    public async ValueTask<ClaimReply> ClaimAsync(ClaimRequest request, CancellationToken cancel = default)
    {
        (RedisKey[] keys, RedisValue[] arguments) = Prepare(request);
        return RedisReplies.Claim(await RunAsync(_scripts.Claim, keys, arguments, cancel));
    }

    /// <inheritdoc/>
    public ClaimReply Claim(ClaimRequest request)
    {
        (RedisKey[] keys, RedisValue[] arguments) = Prepare(request);
        return RedisReplies.Claim(Run(_scripts.Claim, keys, arguments));
    }

    /// <inheritdoc/>
    public async ValueTask<ItemClaimReply> ClaimItemAsync(ItemClaimRequest request, CancellationToken cancel = default)
    {
        RedisKeys keys = KeysOf(request.Item);
        ScriptArguments to = ScriptArguments.Begin(keys.PrefixValue);
        to.Add(request.Item.Text);
        to.Add(request.Worker.Text);
        to.Add(BatchArguments.Micros(request.LeaseFor));
        to.Add(request.Force ? 1 : 0);
        return RedisReplies.ClaimItem(await RunAsync(_scripts.ClaimItem, Declared(keys), to.End(), cancel));
    }

    /// <inheritdoc/>
    public async ValueTask<RenewReply> RenewAsync(RenewRequest request, CancellationToken cancel = default)
    {
        RedisKeys keys = _keys[request.Partition];
        ScriptArguments to = ScriptArguments.Begin(keys.PrefixValue);
        to.Add(request.Worker.Text);
        to.Add(BatchArguments.Micros(request.LeaseFor));
        foreach ((ItemId item, long token) in request.Leases)
        {
            to.Add(item.Text);
            to.Add(token);
        }

        return RedisReplies.Renew(await RunAsync(_scripts.Renew, Declared(keys), to.End(), cancel));
    }

    /// <inheritdoc/>
    public async ValueTask<int> DeclareDeadAsync(int partition, WorkerId worker, CancellationToken cancel = default)
    {
        RedisKeys keys = _keys[partition];
        return (int)await RunAsync(_scripts.DeclareDead, Declared(keys), [keys.PrefixValue, worker.Text], cancel);
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> ListenAsync(WorkerId worker, Action wake, CancellationToken cancel = default) =>
        SubscribeAsync([.. _keys.Select(k => k.Wake(worker))], wake, cancel);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> WatchAsync(ItemId item, Action changed, CancellationToken cancel = default) =>
        SubscribeAsync([KeysOf(item).End(item)], changed, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writes is not null)
        {
            await _writes.DisposeAsync();
        }

        await _connection.CloseNowAsync();
    }

    /// <summary>What a script is called with that finds its other keys by itself (docs/decisions/0001-keys-derived-in-scripts.md).</summary>
    private RedisKey[] Declared(RedisKeys keys) => _isCluster ? keys.ClockAndProbe : keys.ClockOnly;

    private RedisKeys KeysOf(ItemId item) => _keys[PartitionOf(item)];

    private async ValueTask<IAsyncDisposable> SubscribeAsync(RedisChannel[] channels, Action callback, CancellationToken cancel) =>
        await GuardAsync(_wakes.SubscribeAsync(channels, callback), cancel);

    private (RedisKey[] Keys, RedisValue[] Arguments) Prepare(Batch batch)
    {
        RedisKeys keys = KeysOf(batch.Item);
        CheckHome(batch, keys);
        if (batch.Expected is not null && keys != _keys[0])
        {
            throw new ArgumentException("Documents live in partition 0; a batch on an item of another one cannot expect any.", nameof(batch));
        }

        return (Declared(keys), BatchArguments.Of(batch, keys.PrefixValue));
    }

    /// <summary>A script writes below one prefix only: a child of another partition would be made where nobody looks for it.</summary>
    private void CheckHome(Batch batch, RedisKeys home)
    {
        for (int i = 0; i < batch.Verbs.Count; i++)
        {
            if (batch.Verbs[i] is Verb.Child { Start: var start })
            {
                if (KeysOf(start.Item) != home)
                {
                    throw new ArgumentException($"'{start.Item}' does not lie in the partition of '{batch.Item}', which would make it.", nameof(batch));
                }

                CheckHome(start, home);
            }
        }
    }

    private (RedisKey[] Keys, RedisValue[] Arguments) Prepare(ClaimRequest request)
    {
        RedisKeys keys = _keys[request.Partition];
        ScriptArguments to = ScriptArguments.Begin(keys.PrefixValue);
        to.Add(request.Worker.Text);
        to.Add(request.Sequence);
        to.Add(request.Presence);
        to.Add(BatchArguments.Micros(request.PresenceFor));
        to.Add(BatchArguments.Micros(request.LeaseFor));
        to.Add((request.LeaseFor / 2).Ticks);
        to.Add(request.Max);
        to.Add(request.WantsWake ? 1 : 0);
        to.Add(request.Paused.Count);
        for (int i = 0; i < request.Paused.Count; i++)
        {
            to.Add(request.Paused[i]);
        }

        for (int i = 0; i < request.Queues.Count; i++)
        {
            to.Add(request.Queues[(int)((i + request.Sequence) % request.Queues.Count)]);
        }

        return (Declared(keys), to.End());
    }

    /// <summary>Runs a script whose answer is a promise: what it wrote is kept.</summary>
    private async ValueTask<RedisResult> WriteAsync(
        RedisKeys of, RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancel) =>
        _writes is null ? await RunAsync(script, keys, arguments, cancel) : await GuardAsync(_writes.SendAsync(of.Clock, script, keys, arguments), cancel);

    /// <summary>
    /// Waits on the calling thread for the client's own task. With an await in between, the answer would first go to the thread pool: two hand-overs
    /// a call instead of one. (The client's synchronous calls are slower still.)
    /// </summary>
    private RedisResult Run(RedisScript script, RedisKey[] keys, RedisValue[] arguments)
    {
#pragma warning disable SER307 // Callers have threads of their own.
        try
        {
            return _db.ScriptEvaluateAsync(script.Hash, keys, arguments, CommandFlags.DemandMaster).GetAwaiter().GetResult();
        }
        catch (RedisServerException error) when (RedisErrors.IsNoScript(error))
        {
            return SendAsync(script, keys, arguments, CancellationToken.None).GetAwaiter().GetResult();
        }
#pragma warning restore SER307
        catch (Exception error) when (_errors.TranslateAtWork(error) is { } translated)
        {
            throw translated;
        }
    }

    private async ValueTask<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancel)
    {
        try
        {
            Task<RedisResult> task = _db.ScriptEvaluateAsync(script.Hash, keys, arguments, CommandFlags.DemandMaster);
            return await (cancel.CanBeCanceled ? task.WaitAsync(cancel) : task);
        }
        catch (RedisServerException error) when (RedisErrors.IsNoScript(error))
        {
            return await SendAsync(script, keys, arguments, cancel);
        }
        catch (Exception error) when (_errors.TranslateAtWork(error) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>The script with its text: the server keeps it from then on. EVAL and not LOAD, so that a flush in between cannot matter.</summary>
    private Task<RedisResult> SendAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancel)
    {
        object[] all = [script.Text, keys.Length, .. keys.Cast<object>(), .. arguments.Cast<object>()];
        return GuardAsync(_db.ExecuteAsync("EVAL", all, CommandFlags.DemandMaster), cancel);
    }

    /// <summary>Waits for a call and gives its failure the port's meaning.</summary>
    private async Task<T> GuardAsync<T>(Task<T> call, CancellationToken cancel)
    {
        try
        {
            return await call.WaitAsync(cancel);
        }
        catch (Exception error) when (_errors.TranslateAtWork(error) is { } translated)
        {
            throw translated;
        }
    }
}
