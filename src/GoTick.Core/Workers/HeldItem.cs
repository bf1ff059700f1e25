using System.Diagnostics.CodeAnalysis;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>An item that this worker holds: the only way to write to it, with its token and the expected journal length on every write.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing; what is shown may still look at it after the end.")]
internal sealed class HeldItem
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1);

    private readonly IFlowStore _store;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly TimeProvider _time;
    private readonly Action<StoreTime> _timerSet;
    private int _length;
    private long _bytes;
    private long _renewed;
    private IReadOnlyList<InboxMessage>? _allMessages;
    private volatile SuspendOrder? _suspension;

    /// <param name="store">The store.</param>
    /// <param name="clock">The clock of the item's partition.</param>
    /// <param name="time">The process' clock.</param>
    /// <param name="item">What the claim brought.</param>
    /// <param name="lease">How long a lease lasts.</param>
    /// <param name="timerSet">Told of each timer that the item has set, so that the worker wakes it in time.</param>
    /// <param name="abandon">Gives up waiting for a store that is away.</param>
    public HeldItem(
        IFlowStore store, StoreClock clock, TimeProvider time, ClaimedItem item, TimeSpan lease, Action<StoreTime> timerSet, CancellationToken abandon)
    {
        _store = store;
        _time = time;
        _timerSet = timerSet;
        Clock = clock;
        Header = item.Header;
        Messages = item.Messages;
        SeenInbox = item.Header.Inbox;
        LeaseFor = lease;
        Abandon = abandon;
        _length = item.Header.Length;
        _bytes = item.Header.Bytes;
        _renewed = time.GetTimestamp() - Used(item.Header.LeaseUntil, lease);
    }

    /// <summary>The header as it was claimed, but for what <see cref="Note"/> was told.</summary>
    public ItemHeader Header { get; private set; }

    public ItemId Id => Header.Id;

    public StoreClock Clock { get; }

    public IReadOnlyList<InboxMessage> Messages { get; }

    public long SeenInbox { get; private set; }

    public TimeSpan LeaseFor { get; }

    public int Length => _length;

    /// <summary>Told why the item waits for the store, and null when it goes on.</summary>
    public Action<StoreUnavailableException?> Waits { get; init; } = _ => { };

    /// <summary>People want it suspended at its next step boundary; null when they do not. Set while it runs.</summary>
    public SuspendOrder? Suspension
    {
        get => _suspension;
        set => _suspension = value;
    }

    /// <summary>Makes the record of a warning, which travels with the commit that it is about.</summary>
    public Func<string, Verb.Log>? Warn { get; set; }

    /// <summary>Gives up waiting for a store that is away (the worker's drain is over).</summary>
    public CancellationToken Abandon { get; }

    /// <summary>True once a batch ended the item.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>True once a batch gave the lease back.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>How long ago the lease was known to be ours.</summary>
    public TimeSpan SinceRenewal => _time.GetElapsedTime(Volatile.Read(ref _renewed));

    /// <summary>The lease was renewed by a call sent at this time stamp.</summary>
    public void Renewed(long sent) => Volatile.Write(ref _renewed, sent);

    /// <summary>
    /// Commits, through store outages: an unknown outcome is asked again until the store has answered. Blocks the calling thread, which is a slot's own.
    /// </summary>
    /// <param name="make">Makes the decision once nobody else of this worker writes, so that it knows what was written before.</param>
    /// <returns>Applied, or refused because a text is missing that a child would hold.</returns>
    /// <exception cref="LeaseLostException">Another holds the item.</exception>
    public CommitReply Commit(Func<Decision> make)
    {
        _writing.Wait(CancellationToken.None);
        try
        {
            return CommitWhileWriting(make());
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// Commits something of no weight (what is shown), or nothing when <paramref name="make"/> gives null: false when the store is away or the lease
    /// lost; nothing is repeated.
    /// </summary>
    /// <param name="make">Called only when it can be written.</param>
    /// <param name="failed">Called before anybody else writes, when what was made did not get into the store.</param>
    public async ValueTask TryCommitAsync(Func<Decision?> make, Action failed)
    {
        // Never in the way of the slot: when it writes right now, what is shown travels with its next write.
        if (!await _writing.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            return;
        }

        try
        {
            if (!IsReleased && make() is { } decision && !(await SendAsync(BatchOf(decision))).IsApplied)
            {
                failed();
            }
        }
        catch (StoreUnavailableException)
        {
            failed();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Hands the item over while its block still runs and heeds no stop: what the block gives later is refused.</summary>
    public async ValueTask GiveAwayAsync() => await TryCommitAsync(() => new Decision { Verbs = [RunDecisions.Again(Header)] }, () => { });

    /// <summary>Fields that this holder has committed, and that the rest of this pass must see.</summary>
    public void Note(IEnumerable<KeyValuePair<string, string?>> fields)
    {
        var noted = new Dictionary<string, string>(Header.Fields, StringComparer.Ordinal);
        foreach ((string name, string? value) in fields)
        {
            noted.Remove(name);
            if (value is not null)
            {
                noted.Add(name, value);
            }
        }

        Header = Header with { Fields = noted };
    }

    /// <summary>Messages of the inbox as it was when the item was claimed. A claim brings the first ones; where there may be more, all are read.</summary>
    public IReadOnlyList<InboxMessage> FindMessages(Func<InboxMessage, bool> isMeant)
    {
        if (Messages.Count == StoreLimits.ClaimEvents)
        {
            _allMessages ??= Read((s, cancel) => s.ReadInboxAsync(Id, StoreLimits.InboxMessages, cancel));
        }

        return [.. (_allMessages ?? Messages).Where(isMeant)];
    }

    private CommitReply CommitWhileWriting(Decision decision)
    {
        Batch batch = BatchOf(decision);
        bool ends = decision.Verbs.Any(v => v is Verb.GateEnd or Verb.Remove);
        return Through(() =>
        {
            long sent = Clock.Sending();
            CommitReply reply = _store.Commit(batch);
            Clock.Answered(reply.Now, sent);
            return Applied(batch, reply, ends);
        });
    }

    private async ValueTask<CommitReply> SendAsync(Batch batch)
    {
        long sent = Clock.Sending();
        CommitReply reply = await _store.CommitAsync(batch, CancellationToken.None);
        Clock.Answered(reply.Now, sent);
        return reply;
    }

    /// <summary>Reads through store outages.</summary>
    public T Read<T>(Func<IFlowStore, CancellationToken, ValueTask<T>> read) => Through(() => read(_store, Abandon).AsTask().GetAwaiter().GetResult());

    private T Through<T>(Func<T> call)
    {
        TimeSpan pause = FirstRetry;
        bool doesWait = false;
        try
        {
            while (true)
            {
                try
                {
                    return call();
                }
                catch (StoreUnavailableException e)
                {
                    if (!doesWait)
                    {
                        Waits(e);
                    }

                    doesWait = true;
                    Task.Delay(pause, _time, Abandon).GetAwaiter().GetResult();
                    pause = pause * 2 < LastRetry ? pause * 2 : LastRetry;
                }
            }
        }
        finally
        {
            if (doesWait)
            {
                Waits(null);
            }
        }
    }

    /// <summary>How much of the lease has passed, in ticks of the clock: a claim that is asked again brings a lease that began earlier.</summary>
    private long Used(StoreTime? until, TimeSpan lease)
    {
        TimeSpan used = until is { } end ? lease - end.Since(Clock.Latest) : TimeSpan.Zero;
        return used > TimeSpan.Zero ? (long)(used.TotalSeconds * _time.TimestampFrequency) : 0;
    }

    private Batch BatchOf(Decision decision)
    {
        byte[][] events = decision.Events.Count == 0 ? [] : [.. decision.Events.Select(JournalCodec.Encode)];
        // What a run does at its end is bounded by what it has registered; a journal that is full must not keep it from being undone.
        bool isEnd = decision.Verbs.Any(v => v is Verb.End or Verb.Park or Verb.GateEnd or Verb.Replace)
            || Header.Fields.ContainsKey(HeaderFields.Ending)
            || decision.Events is [RunEnding];
        IReadOnlyList<Verb> verbs = LimitDecisions.AtEnd(Header, decision.Verbs);
        if (events.Length > 0 && !isEnd)
        {
            (int Events, long Bytes) after = (_length + events.Length, _bytes + events.Sum(e => (long)e.Length));
            JournalLimits.Check(after.Events, after.Bytes);
            if (JournalLimits.Warning((_length, _bytes), after) is { } warning && Warn is { } warn)
            {
                verbs = [warn(warning), .. verbs];
            }
        }

        return new Batch
        {
            Item = Id,
            Guard = new Guard.Held(Header.Lease, _length),
            Events = events,
            Fields = decision.Fields,
            Verbs = verbs,
        };
    }

    private CommitReply Applied(Batch batch, CommitReply reply, bool ends)
    {
        if (reply.Result == CommitResult.BlobMissing)
        {
            return reply; // nothing was written: whoever starts a run in a batch brings the text, and tries again
        }

        // A batch that deletes its item finds nothing when it is repeated: it was applied, or somebody closed the gate. Both end it.
        bool isApplied = reply.IsApplied || (ends && reply.Result == CommitResult.Gone);
        if (reply.Result == CommitResult.BlobMissing)
        {
            return reply; // nothing was done; who makes a child puts its text there and asks again
        }

        if (!isApplied)
        {
            throw new LeaseLostException($"{Id} is held by another worker now ({reply.Result}); this one stops and records nothing.");
        }

        _length += batch.Events.Count;
        _bytes += batch.Events.Sum(e => (long)e.Length);
        HasEnded |= batch.Verbs.Any(v => v is Verb.End);
        IsReleased |= batch.Verbs.Any(v => v is Verb.Sleep or Verb.Ready or Verb.Park or Verb.End or Verb.GateEnd or Verb.Remove);
        if (batch.Verbs.Select(v => v is Verb.Sleep sleep ? sleep.WakeAt : (v as Verb.Park)?.WakeAt).FirstOrDefault(w => w is not null) is { } wake)
        {
            _timerSet(wake);
        }

        return reply;
    }
}
