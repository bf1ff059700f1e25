using System.Globalization;
using GoTick.Core.Flows;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>Replies of scripts and commands as the records of the port.</summary>
internal static class RedisReplies
{
    public static CommitReply Commit(RedisResult result)
    {
        RedisResult[] r = Array(result);
        return new CommitReply((CommitResult)(int)r[0], (int)r[1], (long)r[2], (Place)(int)r[3], new StoreTime((long)r[4]));
    }

    public static ClaimReply Claim(RedisResult result)
    {
        RedisResult[] r = Array(result);
        var items = new ClaimedItem[r.Length - 4];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Item(r[i + 4]);
        }

        long wake = (long)r[1];
        return new ClaimReply(new StoreTime((long)r[0]), items, wake < 0 ? null : new StoreTime(wake))
        {
            Mail = System.Array.ConvertAll(Array(r[2]), i => ItemId.FromStored((string)i!)),
            Settings = (long)r[3],
        };
    }

    public static ItemClaimReply ClaimItem(RedisResult result)
    {
        RedisResult[] r = Array(result);
        int place = (int)r[1];
        return new ItemClaimReply(new StoreTime((long)r[0]), place < 0 ? null : (Place)place, r.Length > 2 ? Item(r[2]) : null);
    }

    public static RenewReply Renew(RedisResult result)
    {
        RedisResult[] r = Array(result);
        var leases = new RenewedLease[r.Length - 1];
        for (int i = 0; i < leases.Length; i++)
        {
            long inbox = (long)r[i + 1];
            leases[i] = inbox < 0 ? new RenewedLease(false, 0) : new RenewedLease(true, inbox);
        }

        return new RenewReply(new StoreTime((long)r[0]), leases);
    }

    public static PermitReply Permit(RedisResult result)
    {
        RedisResult[] r = Array(result);
        long retryAt = (long)r[3];
        return new PermitReply(
            new StoreTime((long)r[0]), (int)r[1] == 1, (int)r[2], retryAt < 0 ? null : new StoreTime(retryAt), [.. r[4..].Select(w => (string)w!)]);
    }

    public static InboxMessage[] Messages(RedisResult result)
    {
        RedisResult[] r = Array(result);
        var messages = new InboxMessage[r.Length / 3];
        for (int i = 0; i < messages.Length; i++)
        {
            messages[i] = new InboxMessage((long)r[i * 3], (string)r[(i * 3) + 1]!, (byte[])r[(i * 3) + 2]!);
        }

        return messages;
    }

    public static ItemHeader? Header(ItemId item, HashEntry[] entries)
    {
        if (entries.Length == 0)
        {
            return null;
        }

        var header = new HeaderReader();
        foreach (HashEntry entry in entries)
        {
            header.Read((string)entry.Name!, entry.Value);
        }

        return header.ToHeader(item);
    }

    /// <summary>The fields of a gate's hash that <see cref="Gate"/> reads.</summary>
    public static RedisValue[] GateFields { get; } = ["tot", "nx", "dn", "ok", "lv", "st", "sh"];

    public static GateState? Gate(string gate, RedisValue[] v) =>
        v[1].IsNull
            ? null
            : new GateState
            {
                Gate = gate,
                IsOpen = !v[0].IsNull,
                Total = v[0].IsNull ? 0 : (int)v[0],
                Next = (int)v[1],
                Done = (int)v[2],
                Succeeded = (int)v[3],
                Live = (int)v[4],
                IsStopped = v[5] == 1,
                Shared = v[6].IsNull ? [] : (byte[])v[6]!,
            };

    public static LogEntry Log(byte[] value)
    {
        (long number, byte[] record) = Numbered(value);
        return new LogEntry(number, record);
    }

    /// <summary>The number and the rest of a value <c>number:rest</c>.</summary>
    public static (long Number, byte[] Body) Numbered(byte[] value)
    {
        int colon = System.Array.IndexOf(value, (byte)':');
        return (long.Parse(value.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture), value[(colon + 1)..]);
    }

    public static byte[][] Bytes(RedisResult result)
    {
        RedisResult[] r = Array(result);
        var list = new byte[r.Length][];
        for (int i = 0; i < r.Length; i++)
        {
            list[i] = (byte[])r[i]!;
        }

        return list;
    }

    private static ClaimedItem Item(RedisResult result)
    {
        RedisResult[] r = Array(result);
        RedisResult[] fields = Array(r[1]);
        var header = new HeaderReader();
        for (int i = 0; i < fields.Length; i += 2)
        {
            header.Read((string)fields[i]!, (RedisValue)fields[i + 1]);
        }

        return new ClaimedItem(header.ToHeader(ItemId.FromStored((string)r[0]!)), Bytes(r[2]), Messages(r[3]));
    }

    private static RedisResult[] Array(RedisResult result) => (RedisResult[])result!;
}
