using System.Net;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>
/// Writes for <c>durability=replicated</c>: none is answered before a replica has confirmed it. The writes of each server go in groups with one WAIT behind
/// them, on a connection of their own: a server holds everything back that comes behind a WAIT, and renewals must not wait for replicas.
/// </summary>
/// <param name="connection">The connection of the writes.</param>
/// <param name="database">The number of the database.</param>
internal sealed class ReplicatedWrites(IConnectionMultiplexer connection, int database) : IAsyncDisposable
{
    private const int MostAtOnce = 128;

    /// <summary>How long a replica may take to confirm.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<Write> _waiting = new();
    private bool _isSending;

    /// <summary>Runs a script; its answer comes once a replica has its writes.</summary>
    /// <param name="clock">The clock of the partition.</param>
    /// <param name="script">The script.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="NotReplicatedException">It was applied, but no replica has confirmed it. To ask again is safe, and asks the replicas again, too.</exception>
    public Task<RedisResult> SendAsync(RedisKey clock, RedisScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        var write = new Write(clock, script, keys, arguments);
        lock (_lock)
        {
            _waiting.Enqueue(write);
            if (!_isSending)
            {
                _isSending = true;
                _ = Task.Run(SendAllAsync);
            }
        }

        return write.Answer.Task;
    }

    public ValueTask DisposeAsync() => connection.CloseNowAsync();

    private async Task SendAllAsync()
    {
        while (Next() is { Count: > 0 } writes)
        {
            await Task.WhenAll(ByServer(writes).Select(g => SendAsync(g.Server, g.Writes)));
        }
    }

    private List<(IServer Server, List<Write> Writes)> ByServer(List<Write> writes)
    {
        Dictionary<EndPoint, (IServer Server, List<Write> Writes)> groups = [];
        foreach (Write write in writes)
        {
            try
            {
                IServer server = connection.GetServer(write.Clock, flags: CommandFlags.DemandMaster);
                groups.TryAdd(server.EndPoint, (server, []));
                groups[server.EndPoint].Writes.Add(write);
            }
            catch (InvalidOperationException e) when (e is not ObjectDisposedException)
            {
                // No server has the key at the moment, in the middle of a failover: the library has no type for it.
                write.Answer.TrySetException(new RedisConnectionException(ConnectionFailureType.UnableToResolvePhysicalConnection, CommandFlags.DemandMaster, e.Message, e, CommandStatus.Unknown));
            }
            catch (Exception e)
            {
                write.Answer.TrySetException(e); // the connection was closed
            }
        }

        return [.. groups.Values];
    }

    private List<Write> Next()
    {
        List<Write> writes = [];
        lock (_lock)
        {
            while (writes.Count < MostAtOnce && _waiting.TryDequeue(out Write? write))
            {
                writes.Add(write);
            }

            _isSending = writes.Count > 0;
        }

        return writes;
    }

    private async Task SendAsync(IServer server, List<Write> writes)
    {
        try
        {
            await SendGroupAsync(server, writes);
        }
        catch (Exception e)
        {
            foreach (Write write in writes)
            {
                write.Answer.TrySetException(e);
            }
        }
    }

    private async Task SendGroupAsync(IServer server, List<Write> writes)
    {
        RedisKey clock = writes[0].Clock;
        Task<RedisResult> before = Ask(server, "CLIENT", "ID");
        Task<RedisResult>[] answers = [.. writes.Select(w => Ask(server, w.IsSentWhole ? "EVAL" : "EVALSHA", w.Arguments()))];

        // WAIT counts what this very connection has written. A write that is asked again writes nothing, so each group has one that always does.
        Task<RedisResult> mark = Ask(server, "HINCRBY", clock, "w", 1);
        Task<RedisResult> wait = Ask(server, "WAIT", 1, (int)ConfirmWithin.TotalMilliseconds);
        Task<RedisResult> after = Ask(server, "CLIENT", "ID");
        await Task.WhenAll([before, .. answers, mark, wait, after]).ContinueWith(_ => { }, TaskScheduler.Default);
        await RefreshAsync(clock, answers);

        Exception? doubt = await DoubtAsync(before, mark, wait, after);
        for (int i = 0; i < writes.Count; i++)
        {
            Answer(writes[i], answers[i], doubt);
        }
    }

    private void Answer(Write write, Task<RedisResult> answer, Exception? doubt)
    {
        if (answer.Exception?.InnerException is { } error)
        {
            if (error is RedisServerException server && RedisErrors.IsNoScript(server) && !write.IsSentWhole)
            {
                write.IsSentWhole = true;
                Again(write);
            }
            else
            {
                write.Answer.TrySetException(error);
            }
        }
        else if (doubt is not null)
        {
            write.Answer.TrySetException(doubt);
        }
        else
        {
            write.Answer.TrySetResult(answer.Result);
        }
    }

    private void Again(Write write)
    {
        lock (_lock)
        {
            _waiting.Enqueue(write); // whoever is sending looks for more when it is done
        }
    }

    /// <summary>Why the group's writes may not be in a replica; null when they are.</summary>
    private static async Task<Exception?> DoubtAsync(Task<RedisResult> before, Task<RedisResult> mark, Task<RedisResult> wait, Task<RedisResult> after)
    {
        foreach (Task<RedisResult> task in new[] { before, mark, wait, after })
        {
            if (task.Exception?.InnerException is { } error)
            {
                return error;
            }
        }

        // On a connection that was made in between, WAIT knows of no writes and is content at once.
        bool isOneConnection = (long)await before == (long)await after;
        return isOneConnection && (int)await wait >= 1 ? null : new NotReplicatedException();
    }

    /// <summary>A redirect is not followed here, because WAIT would stay behind. A plain call does follow it, and so learns where the slot is now.</summary>
    private async Task RefreshAsync(RedisKey key, Task<RedisResult>[] answers)
    {
        if (answers.Any(a => a.Exception?.InnerException is RedisServerException e && e.Message.Contains("MOVED", StringComparison.Ordinal)))
        {
            await connection.GetDatabase(database).KeyExistsAsync(key, CommandFlags.DemandMaster).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private Task<RedisResult> Ask(IServer server, string command, params object[] arguments)
    {
        try
        {
            return server.ExecuteAsync(database, command, arguments, CommandFlags.NoRedirect | CommandFlags.DemandMaster);
        }
        catch (RedisException e)
        {
            return Task.FromException<RedisResult>(e);
        }
    }

    private sealed record Write(RedisKey Clock, RedisScript Script, RedisKey[] Keys, RedisValue[] Values)
    {
        public TaskCompletionSource<RedisResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The server did not know the script, so it gets its text.</summary>
        public bool IsSentWhole { get; set; }

        public object[] Arguments() =>
            [IsSentWhole ? Script.Text : Convert.ToHexStringLower(Script.Hash), Keys.Length, .. Keys.Cast<object>(), .. Values.Cast<object>()];
    }
}
