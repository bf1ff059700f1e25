using System.Globalization;
using System.Net;
using GoTick.Core.Flows;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>Reads everything of one partition with plain commands: SCAN finds the keys, so nothing is blocked for long.</summary>
internal sealed class RedisDump(IConnectionMultiplexer connection, IDatabase db, RedisKeys keys)
{
    public async Task<StoreDump> ReadAsync(StoreTime now, CancellationToken cancel)
    {
        ILookup<string, string> found = (await FindKeysAsync(cancel)).ToLookup(k => k[..k.IndexOf(':', StringComparison.Ordinal)], Rest);
        return new StoreDump
        {
            Now = now,
            Items = await AllAsync(found["r"], ReadItemAsync),
            Ready = await ReadReadyAsync(found["k"]),
            Timers = await HintsAsync(keys.Timer),
            Leases = await HintsAsync(keys.Lease),
            Gone = await HintsAsync(keys.Gone),
            Gates = await AllAsync(found["g"], ReadGateAsync),
            Indexes = Flat(await AllAsync(found["x"], ReadIndexAsync)),
            Logs = Flat(await AllAsync(found["log"], ReadLogAsync)),
            Mail = Flat(await AllAsync(found["w"], ReadMailAsync)),
            Limits = await ReadLimitsAsync(found["lim"]),
            Blobs = [.. (await db.SortedSetRangeByRankWithScoresAsync(keys.Blobs))
                .Select(b => (Hash: (string)b.Element!, Holders: (int)b.Score)).OrderBy(b => b.Hash, StringComparer.Ordinal)],
            Documents = Flat(await AllAsync(found["d"], ReadDocumentsAsync)),
        };
    }

    private static string Rest(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static IReadOnlyList<T> Flat<T>(IReadOnlyList<IReadOnlyList<T>> lists) => [.. lists.SelectMany(l => l)];

    private static async Task<IReadOnlyList<T>> AllAsync<T>(IEnumerable<string> names, Func<string, Task<T?>> read)
        where T : class
    {
        List<T> all = [];
        foreach (string[] chunk in names.Order(StringComparer.Ordinal).Chunk(100))
        {
            foreach (T? one in await Task.WhenAll(chunk.Select(read)))
            {
                if (one is not null)
                {
                    all.Add(one);
                }
            }
        }

        return all;
    }

    /// <summary>The partition's keys of the form <c>kind:rest</c>, without the prefix, each once (SCAN may tell a key twice).</summary>
    private async Task<HashSet<string>> FindKeysAsync(CancellationToken cancel)
    {
        EndPoint? home = await db.IdentifyEndpointAsync(keys.Clock);
        IServer server = home is null ? connection.GetServers()[0] : connection.GetServer(home);
        HashSet<string> found = new(StringComparer.Ordinal);
        await foreach (RedisKey key in server.KeysAsync(db.Database, keys.Prefix + "*:*", pageSize: 1_000).WithCancellation(cancel))
        {
            found.Add(((string)key!)[keys.Prefix.Length..]);
        }

        return found;
    }

    private async Task<ItemDump?> ReadItemAsync(string item)
    {
        Task<HashEntry[]> header = db.HashGetAllAsync(keys.Header(item));
        Task<RedisValue[]> events = db.ListRangeAsync(keys.Journal(item));
        Task<SortedSetEntry[]> order = db.SortedSetRangeByRankWithScoresAsync(keys.InboxOrder(item));
        var bodies = (await db.HashGetAllAsync(keys.Inbox(item))).ToDictionary(e => (string)e.Name!, e => (byte[])e.Value!, StringComparer.Ordinal);
        return RedisReplies.Header(ItemId.FromStored(item), await header) is { } found
            ? new ItemDump(
                found,
                Array.ConvertAll(await events, e => (byte[])e!),
                [.. (await order).Where(m => bodies.ContainsKey(m.Element!)).Select(m => new InboxMessage((long)m.Score, m.Element!, bodies[m.Element!]))])
            : null;
    }

    private async Task<IReadOnlyList<(WorkerId Worker, MailEntry Entry)>?> ReadMailAsync(string worker)
    {
        string text = (string?)await db.HashGetAsync(keys.Worker(worker), "ml") ?? "";
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(m => (new WorkerId(worker), Mail(m)))];
    }

    private static MailEntry Mail(string text)
    {
        MailKind kind = text[^1] switch { 'm' => MailKind.Message, 'l' => MailKind.Lost, _ => MailKind.Told };
        return new MailEntry(ItemId.FromStored(text[..^2]), kind);
    }

    private async Task<IReadOnlyList<(LimitState State, LimitPermits Permits)>> ReadLimitsAsync(IEnumerable<string> limits)
    {
        List<(LimitState, LimitPermits)> all = [];
        foreach (string limit in limits.Order(StringComparer.Ordinal))
        {
            all.Add((await RedisStore.StateAsync(db, keys, limit), await RedisStore.PermitsAsync(db, keys, limit, int.MaxValue)));
        }

        return all;
    }

    private async Task<IReadOnlyList<ReadyEntry>> ReadReadyAsync(IEnumerable<string> turns)
    {
        List<ReadyEntry> all = [];
        foreach ((string queue, Band band) in turns.Select(RedisKeys.ParseTurns).OrderBy(t => t.Queue, StringComparer.Ordinal).ThenBy(t => t.Band))
        {
            RedisValue[] lines = await db.SortedSetRangeByRankAsync(keys.Turns(queue, band));
            foreach (string line in lines.Select(l => (string)l!).Order(StringComparer.Ordinal))
            {
                foreach (SortedSetEntry entry in await db.SortedSetRangeByRankWithScoresAsync(keys.Line(queue, band, line)))
                {
                    (StoreTime rank, ItemId item) = RedisKeys.ParseReady(entry.Element!);
                    all.Add(new ReadyEntry(queue, band, line, -(int)entry.Score, rank, item));
                }
            }
        }

        return all;
    }

    private async Task<IReadOnlyList<(StoreTime At, ItemId Item)>> HintsAsync(RedisKey key) =>
        Array.ConvertAll(await db.SortedSetRangeByRankWithScoresAsync(key), Hint);

    private static (StoreTime At, ItemId Item) Hint(SortedSetEntry entry) => (new StoreTime((long)entry.Score), ItemId.FromStored((string)entry.Element!));

    private async Task<GateDump?> ReadGateAsync(string gate)
    {
        RedisValue[] v = await db.HashGetAsync(keys.Gate(gate), RedisReplies.GateFields);
        return RedisReplies.Gate(gate, v) is { } state
            ? new GateDump(
                state,
                [.. (await NumberedAsync(keys.GateInputs(gate))).Select(i => (i.Number, i.Body))],
                [.. (await NumberedAsync(keys.GateOutcomes(gate))).Select(i => new GateOutcome(i.Number, i.Body))])
            : null;
    }

    private async Task<IEnumerable<(int Number, byte[] Body)>> NumberedAsync(RedisKey key) =>
        (await db.HashGetAllAsync(key)).Select(e => ((int)e.Name, (byte[])e.Value!)).OrderBy(e => e.Item1);

    private async Task<IReadOnlyList<(string Index, StoreTime Created, ItemId Item)>?> ReadIndexAsync(string index) =>
        Array.ConvertAll(await db.SortedSetRangeByRankWithScoresAsync(keys.Index(index)), e => (index, Hint(e).At, Hint(e).Item));

    private async Task<IReadOnlyList<(ItemId Run, LogEntry Entry)>?> ReadLogAsync(string run) =>
        Array.ConvertAll(await db.ListRangeAsync(keys.Log(run)), v => (ItemId.FromStored(run), RedisReplies.Log(v!)));

    private async Task<IReadOnlyList<(string Kind, Document Document)>?> ReadDocumentsAsync(string kind) =>
        [.. (await db.HashGetAllAsync(keys.Documents(kind))).Select(e => (Kind: kind, Document: RedisStore.ToDocument(e.Name!, e.Value!)))
            .OrderBy(d => d.Document.Name, StringComparer.Ordinal)];
}
