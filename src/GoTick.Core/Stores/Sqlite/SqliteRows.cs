using System.Text.Json;
using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>How rows are read; shared by the writer and the readers.</summary>
internal static class SqliteRows
{
    /// <summary>The columns that <see cref="Item"/> reads, in its order.</summary>
    public const string ItemColumns =
        "rid, id, place, band, queue, priority, line, token, owner, lease_until, wake_at, gone_at, length, bytes, inbox, messages, "
        + "created, first_claimed, nonce, gate, branch_of, branch_index, fields, epoch";

    /// <summary>The columns that <see cref="Gate"/> reads, in its order.</summary>
    public const string GateColumns = "gid, id, parent, next, done, succeeded, live, stopped, posted, spec";

    public const string SelectHolders = "SELECT holder, tag, since FROM permit_holder ";
    public const string SelectWaiters = "SELECT holder, line, priority, turn, rank FROM permit_wait ";
    public const string WaitersInOrder = "WHERE name = ? ORDER BY priority DESC, turn, rank LIMIT ?";

    public static PermitHolder Holder(SqliteStatement s) => new(s.Text(0), s.Text(1), s.Time(2));

    public static PermitWaiter Waiter(SqliteStatement s) => new(s.Text(0), s.Text(1), s.Int(2), s.Long(3), s.Time(4));

    public static ItemRow Item(SqliteStatement s) => new()
    {
        Id = ItemId.FromStored(s.Text(1)),
        Place = (Place)s.Int(2),
        Band = (Band)s.Int(3),
        Queue = s.Text(4),
        Priority = s.Int(5),
        Line = s.Text(6),
        Lease = new Lease(s.Long(7), new WorkerId(s.TextOrNull(8)!)),
        LeaseUntil = s.TimeOrNull(9),
        WakeAt = s.TimeOrNull(10),
        GoneAt = s.TimeOrNull(11),
        Length = s.Int(12),
        Bytes = s.Long(13),
        Inbox = s.Long(14),
        Created = s.Time(16),
        FirstClaimed = s.TimeOrNull(17),
        Nonce = s.Text(18),
        Gate = s.TextOrNull(19),
        BranchOf = s.TextOrNull(20),
        BranchIndex = s.Int(21),
        Fields = Fields(s.TextOrNull(22)),
        Epoch = s.Int(23),
    };

    public static string? Fields(Dictionary<string, string> fields) =>
        fields.Count == 0 ? null : JsonSerializer.Serialize(fields, SqliteJson.Default.DictionaryStringString);

    /// <summary>A gate; without what its branches share, which may be large and which no rule needs.</summary>
    public static GateRow Gate(SqliteStatement s) => new()
    {
        Gate = s.Text(1),
        Parent = ItemId.FromStored(s.Text(2)),
        Next = s.Int(3),
        Done = s.Int(4),
        Succeeded = s.Int(5),
        Live = s.Int(6),
        IsStopped = s.Bool(7),
        IsPosted = s.Bool(8),
        Spec = s.IsNull(9) ? null : JsonSerializer.Deserialize(s.Span(9), SqliteJson.Default.GateSpec),
    };

    public static byte[]? Spec(GateSpec? spec) =>
        spec is null ? null : JsonSerializer.SerializeToUtf8Bytes(spec with { Shared = [] }, SqliteJson.Default.GateSpec);

    public static InboxMessage Message(SqliteStatement s) => new(s.Long(0), s.Text(1), s.Blob(2));

    /// <summary>Ids and kinds, one after the other.</summary>
    public static string? Mail(IReadOnlyList<MailEntry> mail) => mail.Count == 0
        ? null
        : JsonSerializer.Serialize([.. mail.SelectMany(m => (string[])[m.Item.Text, m.Kind.ToString()])], SqliteJson.Default.StringArray);

    public static MailEntry[] Mail(string? json) => json is null
        ? []
        : [.. JsonSerializer.Deserialize(json, SqliteJson.Default.StringArray)!.Chunk(2)
            .Select(p => new MailEntry(ItemId.FromStored(p[0]), Enum.Parse<MailKind>(p[1])))];

    private static Dictionary<string, string> Fields(string? json) => json is null
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : JsonSerializer.Deserialize(json, SqliteJson.Default.DictionaryStringString)!;
}
