namespace GoTick.Core.Stores;

/// <summary>Bounds that every store keeps (design §7, store protocol).</summary>
public static class StoreLimits
{
    /// <summary>The most events, fields and verbs together in one batch.</summary>
    public const int BatchElements = 1_000;

    /// <summary>The newest records that a run's log keeps.</summary>
    public const int LogRecords = 10_000;

    /// <summary>The most messages in an inbox.</summary>
    public const int InboxMessages = 10_000;

    /// <summary>The most branches of one gate that live at one time.</summary>
    public const int LiveBranches = 1_000;

    /// <summary>The timers, and the expired leases, that one claim sweeps.</summary>
    public const int SweepAtOnce = 50;

    /// <summary>The items of <see cref="Band.Control"/> that a claim for no items brings nevertheless.</summary>
    public const int ControlAtOnce = 16;

    /// <summary>The journal events, and the inbox messages, that a claim brings along with each item.</summary>
    public const int ClaimEvents = 64;

    /// <summary>The bytes of journal that a claim brings along with each item (the first event always comes).</summary>
    public const int ClaimBytes = 64 * 1024;

    /// <summary>The kind of the documents whose changes are told with each claim: limits and pauses of queues.</summary>
    public const string SettingKind = "setting";

    /// <summary>The events of one page of a journal.</summary>
    public const int JournalPage = 1_000;
}
