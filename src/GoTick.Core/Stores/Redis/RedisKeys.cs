using System.Globalization;
using GoTick.Core.Flows;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>
/// Every key and channel of one partition. The braces make the partition one Cluster slot. <c>Scripts/includes/keys.lua</c> mirrors this file for what
/// scripts discover while they run (docs/decisions/0001-keys-derived-in-scripts.md).
/// </summary>
internal sealed class RedisKeys
{
    private const int RankDigits = 16;

    /// <param name="name">The namespace.</param>
    /// <param name="partition">The partition's number.</param>
    public RedisKeys(string name, int partition)
    {
        Prefix = $"gotick:{{{name}:{partition}}}:";
        PrefixValue = Prefix;
        Clock = Prefix + "clock";
        ClockOnly = [Clock];
        ClockAndProbe = [Clock, Prefix + "never"];
        Lease = Prefix + "lease";
        Timer = Prefix + "timer";
        Gone = Prefix + "gone";
        Queues = Prefix + "queues";
        Workers = Prefix + "workers";
        Blobs = Prefix + "blobs";
        Meta = Prefix + "meta";
        Limits = Prefix + "limits";
        Probe = Prefix + "probe";
    }

    public string Prefix { get; }
    public RedisValue PrefixValue { get; }
    public RedisKey Clock { get; }

    /// <summary>The keys of nearly every script call; never written to.</summary>
    public RedisKey[] ClockOnly { get; }

    /// <summary>
    /// The same in a Cluster, with a key that nobody ever writes. While the slot moves, the server refuses a call that declares a key which is not there
    /// (TRYAGAIN), on both sides, before the script begins: so none is cut off in its middle.
    /// </summary>
    public RedisKey[] ClockAndProbe { get; }
    public RedisKey Lease { get; }
    public RedisKey Timer { get; }
    public RedisKey Gone { get; }

    /// <summary>HASH: ready items by queue.</summary>
    public RedisKey Queues { get; }

    /// <summary>ZSET: workers by the end of their presence.</summary>
    public RedisKey Workers { get; }

    /// <summary>ZSET: texts by the number of their holders.</summary>
    public RedisKey Blobs { get; }

    /// <summary>ZSET: the limits that somebody holds or waits for.</summary>
    public RedisKey Limits { get; }

    /// <summary>HASH: what the namespace was made with; in partition 0.</summary>
    public RedisKey Meta { get; }

    /// <summary>For trying out rights; in partition 0, and gone at once.</summary>
    public RedisKey Probe { get; }

    public RedisKey Header(string item) => Prefix + "r:" + item;
    public RedisKey Journal(string item) => Prefix + "j:" + item;
    public RedisKey Inbox(string item) => Prefix + "i:" + item;
    public RedisKey InboxOrder(string item) => Prefix + "in:" + item;
    public RedisKey Log(string run) => Prefix + "log:" + run;
    public RedisKey Index(string name) => Prefix + "x:" + name;
    public RedisKey Blob(string hash) => Prefix + "blob:" + hash;
    public RedisKey Worker(string worker) => Prefix + "w:" + worker;
    public RedisKey Gate(string gate) => Prefix + "g:" + gate;
    public RedisKey GateFields(string gate) => Prefix + "gf:" + gate;
    public RedisKey GateInputs(string gate) => Prefix + "gi:" + gate;
    public RedisKey GateOutcomes(string gate) => Prefix + "go:" + gate;
    public RedisKey GateLive(string gate) => Prefix + "gl:" + gate;
    public RedisKey Idle(string queue) => Prefix + "idle:" + Escape(queue);
    public RedisKey Turns(string queue, Band band) => $"{Prefix}k:{Escape(queue)}:{(int)band}";
    public RedisKey Line(string queue, Band band, string line) => $"{Prefix}l:{Escape(queue)}:{(int)band}:{line}";

    public RedisKey Limit(string limit) => Prefix + "lim:" + limit;
    public RedisKey Holders(string limit) => Prefix + "lh:" + limit;
    public RedisKey Waiters(string limit) => Prefix + "lq:" + limit;
    public RedisKey WaiterPlaces(string limit) => Prefix + "lp:" + limit;

    /// <summary>HASH: the documents of a kind by name; in partition 0.</summary>
    public RedisKey Documents(string kind) => Prefix + "d:" + kind;

    public RedisChannel Wake(WorkerId worker) => RedisChannel.Literal(Prefix + "wake:" + worker.Text);
    public RedisChannel End(ItemId item) => RedisChannel.Literal(Prefix + "end:" + item.Text);

    /// <summary>The queue and band of a key that <see cref="Turns"/> made, without the prefix and <c>k:</c>.</summary>
    public static (string Queue, Band Band) ParseTurns(string rest) => (Unescape(rest[..^2]), (Band)(rest[^1] - '0'));

    /// <summary>The rank and the item of a line's member.</summary>
    public static (StoreTime Rank, ItemId Item) ParseReady(string member) =>
        (new StoreTime(long.Parse(member.AsSpan(0, RankDigits), CultureInfo.InvariantCulture)), ItemId.FromStored(member[RankDigits..]));

    // Queue names are free text; escaped, no two of them share a key.
    private static string Escape(string queue) =>
        queue.AsSpan().IndexOfAny('%', ':') < 0
            ? queue
            : queue.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal);

    private static string Unescape(string queue) =>
        queue.Replace("%3A", ":", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
