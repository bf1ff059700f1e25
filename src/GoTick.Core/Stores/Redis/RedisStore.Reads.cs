using GoTick.Core.Flows;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

public sealed partial class RedisStore
{
    /// <inheritdoc/>
    public async ValueTask<ItemHeader?> ReadHeaderAsync(ItemId item, CancellationToken cancel = default) =>
        RedisReplies.Header(item, await GuardAsync(_db.HashGetAllAsync(KeysOf(item).Header(item.Text), CommandFlags.DemandMaster), cancel));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemHeader?>> ReadHeadersAsync(IReadOnlyList<ItemId> items, CancellationToken cancel = default)
    {
        HashEntry[][] all = await GuardAsync(
            Task.WhenAll(items.Select(i => _db.HashGetAllAsync(KeysOf(i).Header(i.Text), CommandFlags.DemandMaster))), cancel);
        return [.. items.Select((item, i) => RedisReplies.Header(item, all[i]))];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<byte[]>> ReadJournalAsync(ItemId item, int from, int count, CancellationToken cancel = default)
    {
        // Outside of Lua: a long page inside a script would block the server for everybody.
        RedisValue[] page = await RangeAsync(KeysOf(item).Journal(item.Text), from, count, cancel);
        return Array.ConvertAll(page, v => (byte[])v!);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<InboxMessage>> ReadInboxAsync(ItemId item, long after, int count, CancellationToken cancel = default)
    {
        RedisKeys keys = KeysOf(item);
        return count <= 0 ? [] : RedisReplies.Messages(await RunAsync(_scripts.ReadInbox, Declared(keys), [keys.PrefixValue, item.Text, after, count], cancel));
    }

    /// <inheritdoc/>
    public async ValueTask<GateState?> ReadGateAsync(ItemId item, string gate, CancellationToken cancel = default)
    {
        RedisValue[] values = await GuardAsync(
            _db.HashGetAsync(KeysOf(item).Gate(gate), RedisReplies.GateFields, CommandFlags.DemandMaster), cancel);
        return RedisReplies.Gate(gate, values);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GateOutcome>> ReadOutcomesAsync(
        ItemId item, string gate, int from, int count, CancellationToken cancel = default)
    {
        RedisKeys keys = KeysOf(item);
        RedisValue total = await GuardAsync(_db.HashGetAsync(keys.Gate(gate), "tot", CommandFlags.DemandMaster), cancel);
        long end = Math.Min((long)from + count, total.IsNull ? 0 : (long)total);
        List<GateOutcome> outcomes = [];
        for (long first = from; first < end; first += StoreLimits.JournalPage)
        {
            int page = (int)Math.Min(StoreLimits.JournalPage, end - first);
            var indexes = new RedisValue[page];
            for (int i = 0; i < page; i++)
            {
                indexes[i] = first + i;
            }

            RedisValue[] values = await GuardAsync(_db.HashGetAsync(keys.GateOutcomes(gate), indexes, CommandFlags.DemandMaster), cancel);
            for (int i = 0; i < page; i++)
            {
                if (!values[i].IsNull)
                {
                    outcomes.Add(new GateOutcome((int)indexes[i], (byte[])values[i]!));
                }
            }
        }

        return outcomes;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexEntry>> ReadIndexAsync(
        int partition, string index, StoreTime? before, int count, CancellationToken cancel = default)
    {
        SortedSetEntry[] entries = await GuardAsync(
            _db.SortedSetRangeByScoreWithScoresAsync(
                _keys[partition].Index(index),
                double.NegativeInfinity,
                before?.Micros ?? double.PositiveInfinity,
                before is null ? Exclude.None : Exclude.Stop,
                Order.Descending,
                0,
                count,
                CommandFlags.DemandMaster),
            cancel);
        return Array.ConvertAll(entries, e => new IndexEntry(new StoreTime((long)e.Score), ItemId.FromStored((string)e.Element!)));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemId>> ReadPlacedAsync(int partition, Place place, int count, CancellationToken cancel = default) => place switch
    {
        Place.Leased => Array.ConvertAll(await RangeAsync(_keys[partition].Lease, count, cancel), v => ItemId.FromStored((string)v!)),
        Place.Ready => await ReadReadyAsync(_keys[partition], count, cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "Too many items may be there."),
    };

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(ItemId run, long after, int count, CancellationToken cancel = default)
    {
        RedisResult result = await RunAsync(_scripts.ReadLog, [KeysOf(run).Log(run.Text)], [after, count], cancel);
        return Array.ConvertAll(RedisReplies.Bytes(result), RedisReplies.Log);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemId>> ReadGoneAsync(int partition, int count, CancellationToken cancel = default)
    {
        RedisKeys keys = _keys[partition];
        var ids = (string[])(await RunAsync(_scripts.ReadGone, Declared(keys), [keys.PrefixValue, count], cancel))!;
        return Array.ConvertAll(ids, ItemId.FromStored);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WorkerPresence>> ReadWorkersAsync(int partition, CancellationToken cancel = default)
    {
        RedisKeys keys = _keys[partition];
        RedisValue[] names = await GuardAsync(_db.SortedSetRangeByRankAsync(keys.Workers, flags: CommandFlags.DemandMaster), cancel);
        RedisValue[][] all = await GuardAsync(
            Task.WhenAll(names.Select(n => _db.HashGetAsync(keys.Worker(n!), ["pr", "un"], CommandFlags.DemandMaster))), cancel);
        return [.. names.Select((name, i) => (Worker: new WorkerId(name!), Values: all[i]))
            .Where(w => !w.Values[1].IsNull)
            .Select(w => new WorkerPresence(w.Worker, (byte[])w.Values[0]!, new StoreTime((long)w.Values[1])))
            .OrderBy(w => w.Worker.Text, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<QueueState>> ReadQueuesAsync(int partition, CancellationToken cancel = default)
    {
        HashEntry[] queues = await GuardAsync(_db.HashGetAllAsync(_keys[partition].Queues, CommandFlags.DemandMaster), cancel);
        return [.. queues.Select(q => new QueueState(q.Name!, (long)q.Value)).OrderBy(q => q.Queue, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async ValueTask<StoreTime> ReadTimeAsync(int partition, CancellationToken cancel = default) =>
        new((long)await RunAsync(_scripts.ReadTime, Declared(_keys[partition]), [], cancel));

    /// <inheritdoc/>
    public async ValueTask<StoreDump> DumpAsync(int partition, CancellationToken cancel = default)
    {
        RedisKeys keys = _keys[partition];
        StoreTime now = await ReadTimeAsync(partition, cancel);
        StoreDump dump = await GuardAsync(new RedisDump(_connection, _db, keys).ReadAsync(now, cancel), cancel);
        if (_isCluster)
        {
            // Refused while the slot moves: half of the keys would have been taken for all.
            await ReadTimeAsync(partition, cancel);
        }

        return dump;
    }

    private async Task<IReadOnlyList<ItemId>> ReadReadyAsync(RedisKeys keys, int count, CancellationToken cancel)
    {
        List<ItemId> found = [];
        foreach (HashEntry queue in await GuardAsync(_db.HashGetAllAsync(keys.Queues, CommandFlags.DemandMaster), cancel))
        {
            string name = queue.Name!;
            foreach (Band band in Enum.GetValues<Band>())
            {
                foreach (RedisValue line in await RangeAsync(keys.Turns(name, band), count - found.Count, cancel))
                {
                    RedisValue[] entries = await RangeAsync(keys.Line(name, band, line!), count - found.Count, cancel);
                    found.AddRange(entries.Select(e => RedisKeys.ParseReady(e!).Item));
                }
            }
        }

        return found;
    }

    private Task<RedisValue[]> RangeAsync(RedisKey sorted, int count, CancellationToken cancel) =>
        count <= 0
            ? Task.FromResult<RedisValue[]>([])
            : GuardAsync(_db.SortedSetRangeByRankAsync(sorted, 0, count - 1, flags: CommandFlags.DemandMaster), cancel);

    private Task<RedisValue[]> RangeAsync(RedisKey key, int from, int count, CancellationToken cancel) =>
        count <= 0
            ? Task.FromResult<RedisValue[]>([])
            : GuardAsync(_db.ListRangeAsync(key, from, (long)from + count - 1, CommandFlags.DemandMaster), cancel);
}
