using System.Globalization;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

public sealed partial class RedisStore
{
    /// <inheritdoc/>
    public async ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default)
    {
        RedisKeys keys = _keys[request.Partition];
        ScriptArguments to = ScriptArguments.Begin(keys.PrefixValue);
        to.Add(request.Limit);
        to.Add(request.Concurrency ?? RedisValue.EmptyString);
        to.Add(request.Every is { } every ? BatchArguments.Micros(every) : RedisValue.EmptyString);
        to.Add(request.Wake);
        to.Add(request.Leave.Count);
        foreach (PermitLeave leave in request.Leave)
        {
            to.Add(leave.Holder);
            to.Add(leave.Tag is null ? RedisValue.EmptyString : "=" + leave.Tag);
        }

        if (request.Ask is { } ask)
        {
            to.Add(ask.Holder);
            to.Add(ask.Tag);
            to.Add(ask.Line);
            to.Add(ask.Priority);
        }

        return RedisReplies.Permit(await WriteAsync(keys, _scripts.Permit, Declared(keys), to.End(), cancel));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LimitState>> ReadLimitsAsync(int partition, string after, int count, CancellationToken cancel = default)
    {
        RedisKeys keys = _keys[partition];
        RedisValue[] names = await GuardAsync(
            _db.SortedSetRangeByValueAsync(
                keys.Limits, after.Length == 0 ? default : after, default, Exclude.Start, Order.Ascending, 0, count, CommandFlags.DemandMaster),
            cancel);
        return await GuardAsync(Task.WhenAll(names.Select(n => StateAsync(_db, keys, n!))), cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<LimitPermits> ReadPermitsAsync(int partition, string limit, int waiters, CancellationToken cancel = default) =>
        await GuardAsync(PermitsAsync(_db, _keys[partition], limit, waiters), cancel);

    internal static async Task<LimitState> StateAsync(IDatabase db, RedisKeys keys, string limit)
    {
        Task<long> holders = db.HashLengthAsync(keys.Holders(limit), CommandFlags.DemandMaster);
        Task<long> waiting = db.SortedSetLengthAsync(keys.Waiters(limit), flags: CommandFlags.DemandMaster);
        RedisValue next = await db.HashGetAsync(keys.Limit(limit), "n", CommandFlags.DemandMaster);
        return new LimitState(limit, (int)await holders, (int)await waiting, new StoreTime(next.IsNull ? 0 : (long)next));
    }

    internal static async Task<LimitPermits> PermitsAsync(IDatabase db, RedisKeys keys, string limit, int waiters)
    {
        Task<HashEntry[]> holders = db.HashGetAllAsync(keys.Holders(limit), CommandFlags.DemandMaster);
        RedisValue[] members = await db.SortedSetRangeByRankAsync(keys.Waiters(limit), 0, waiters - 1L, Order.Ascending, CommandFlags.DemandMaster);
        string[] names = [.. members.Select(m => ((string)m!)[RankLength..])];
        RedisValue[] places = names.Length == 0 ? [] : await db.HashGetAsync(keys.WaiterPlaces(limit), [.. names.Select(n => (RedisValue)n)], CommandFlags.DemandMaster);
        return new LimitPermits(
            [.. (await holders).Select(h => Holder(h.Name!, (string)h.Value!)).OrderBy(h => h.Holder, StringComparer.Ordinal)],
            [.. names.Zip(places).Where(p => !p.Second.IsNull).Select(p => Waiter(p.First, (string)p.Second!))]);
    }

    private const int RankLength = 16;

    private static PermitHolder Holder(string name, string value)
    {
        int colon = value.IndexOf(':', StringComparison.Ordinal);
        return new PermitHolder(name, value[(colon + 1)..], new StoreTime(long.Parse(value.AsSpan(0, colon), CultureInfo.InvariantCulture)));
    }

    private static PermitWaiter Waiter(string name, string value)
    {
        string[] parts = value.Split(' ', 4);
        return new PermitWaiter(
            name,
            parts[3],
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture),
            new StoreTime(long.Parse(parts[0], CultureInfo.InvariantCulture)));
    }
}
