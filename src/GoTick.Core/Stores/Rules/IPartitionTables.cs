using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Rules;

/// <summary>
/// The tables of one partition, as the rules need them. Timer, lease and expiry hints follow from the item rows, so a store derives them
/// from <see cref="Save"/>. All calls of one commit happen in one transaction of the store.
/// </summary>
internal interface IPartitionTables
{
    /// <summary>The last stamp that the partition's clock gave out, in microseconds.</summary>
    long LastStamp { get; set; }

    /// <summary>When expired leases were last looked for; 0 = never.</summary>
    StoreTime LastSweep { get; set; }

    /// <summary>How often documents of the kind <see cref="StoreLimits.SettingKind"/> were changed.</summary>
    long Settings { get; }

    ItemRow? Find(ItemId item);

    Document? ReadDocument(string kind, string name);

    void Insert(ItemRow row);

    void Save(ItemRow row);

    /// <summary>Deletes the row with journal, inbox and ready entry (its gate and log are the rules' affair).</summary>
    void Delete(ItemRow row);

    /// <summary>Appends after the row's current length; the rules raise length and bytes afterwards.</summary>
    void AppendEvents(ItemRow row, IReadOnlyList<byte[]> events);

    /// <summary>Deletes the events up to the row's current length; the rules reset length and bytes afterwards.</summary>
    void DropEvents(ItemRow row);

    IReadOnlyList<byte[]> ReadEvents(ItemId item, int from, int count);

    bool HasMessage(ItemRow row, string messageId);

    int CountMessages(ItemRow row);

    void AddMessage(ItemRow row, InboxMessage message);

    void RemoveMessages(ItemRow row, IReadOnlyList<string> messageIds);

    void ClearMessages(ItemRow row);

    IReadOnlyList<InboxMessage> ReadMessages(ItemId item, int count);

    /// <summary>Adds the entry; a line that was empty gets its turn at the entry's rank.</summary>
    void AddReady(ReadyEntry entry);

    void RemoveReady(ItemRow row);

    /// <summary>
    /// Takes the first entry of the line whose turn is the earliest. A line that still has entries gets its next turn at
    /// <paramref name="nextTurn"/>; an empty one is dropped.
    /// </summary>
    ReadyEntry? PopReady(string queue, Band band, Func<StoreTime> nextTurn);

    /// <summary>Waiting and parked items whose timer is due, by time, then id (ordinal).</summary>
    IReadOnlyList<ItemRow> Due(StoreTime now, int count);

    /// <summary>Leased items whose lease is over, by time, then id (ordinal).</summary>
    IReadOnlyList<ItemRow> Expired(StoreTime now, int count);

    /// <summary>All leased items; of one owner, when one is given.</summary>
    IReadOnlyList<ItemRow> Leased(WorkerId? owner);

    StoreTime? NextWake();

    GateRow? FindGate(string gate);

    void SaveGate(GateRow row);

    /// <summary>Deletes the gate with all its inputs and outcomes.</summary>
    void DeleteGate(GateRow row);

    IReadOnlyList<ItemRow> LiveBranches(GateRow row);

    void PutInput(string gate, int index, byte[] input);

    /// <summary>How many inputs the gate has; 0 when there is no such gate.</summary>
    int CountInputs(string gate);

    byte[] TakeInput(string gate, int index);

    void PutOutcome(string gate, int index, byte[] outcome);

    void SetIndex(string index, ItemRow row, bool isMember);

    /// <summary>Appends to the run's log and drops the oldest above <see cref="StoreLimits.LogRecords"/>.</summary>
    void AppendLog(ItemId run, IReadOnlyList<byte[]> records);

    void DeleteLog(ItemId run);

    /// <summary>The number of holders; null when the text is not there.</summary>
    int? FindBlob(string hash);

    void SetBlobHolders(string hash, int holders);

    LimitRow? FindLimit(string limit);

    void SaveLimit(LimitRow row);

    void DeleteLimit(LimitRow row);

    PermitHolder? FindHolder(string limit, string holder);

    void PutHolder(string limit, PermitHolder holder);

    void RemoveHolder(string limit, string holder);

    PermitWaiter? FindWaiter(string limit, string holder);

    void AddWaiter(string limit, PermitWaiter waiter);

    void RemoveWaiter(string limit, PermitWaiter waiter);

    /// <summary>How many wait before this one.</summary>
    int CountBefore(string limit, PermitWaiter waiter);

    IReadOnlyList<PermitWaiter> FirstWaiters(string limit, int count);

    /// <summary>The last turn that was given out in a line, and how many wait in it; zeros when nobody does.</summary>
    (long Last, int Count) FindTurns(string limit, int priority, string line);

    /// <summary>A count of 0 drops the line.</summary>
    void SaveTurns(string limit, int priority, string line, long last, int count);

    /// <summary>The last claim of a worker: its number and what it brought.</summary>
    (long Sequence, IReadOnlyList<(ItemId Item, long Token)> Items)? LastClaim(WorkerId worker);

    void SetLastClaim(WorkerId worker, long sequence, IReadOnlyList<(ItemId Item, long Token)> items);

    void SetPresence(WorkerId worker, byte[] presence, StoreTime until);

    /// <summary>Until when the worker counts as present; null when it is not known.</summary>
    StoreTime? PresentUntil(WorkerId worker);

    /// <summary>The worker's mail in the order in which it came; empty when there is none.</summary>
    IReadOnlyList<MailEntry> ReadMail(WorkerId worker);

    /// <summary>Replaces the mail of a worker that is known.</summary>
    void WriteMail(WorkerId worker, IReadOnlyList<MailEntry> mail);

    /// <summary>Drops the presence, the last claim and the mail.</summary>
    void RemoveWorker(WorkerId worker);

    void RemoveWorkersBefore(StoreTime now);

    /// <summary>Every known worker counts as present until then at least.</summary>
    void ExtendPresences(StoreTime until);
}
