using System.Runtime.CompilerServices;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>
/// Follows one run from where the last look ended: the header, the events behind the last one, the records behind the last one. A look costs two
/// calls while nothing happens, however long the journal is.
/// </summary>
public sealed class RunFollower
{
    private const int Patience = 3;
    private readonly TickClient _client;
    private readonly ItemId _id;
    private readonly TimeProvider _time;
    private BranchWatch _branches;
    private readonly List<StepView> _steps = [];
    private int _epoch;
    private int _seenEvents;
    private long _seenRecords;
    private TimeSpan? _storeAhead;

    /// <param name="client">The store's client.</param>
    /// <param name="id">The run.</param>
    /// <param name="time">The process' clock. Default: the system's.</param>
    public RunFollower(TickClient client, ItemId id, TimeProvider? time = null)
    {
        _client = client;
        _id = id;
        _time = time ?? TimeProvider.System;
        _branches = new BranchWatch(client.Store, id);
    }

    /// <summary>Looks again and again, until the run has ended or is suspended. A store that does not answer is waited for.</summary>
    /// <param name="every">The time between two looks. Default 100 ms.</param>
    /// <param name="outage">Told when the store stops answering (with the cause) and when it answers again (null).</param>
    /// <param name="stop">Ends the following.</param>
    /// <exception cref="TickException"><c>TickRunNotFound</c>.</exception>
    public async IAsyncEnumerable<RunNews> FollowAsync(
        TimeSpan? every = null, Action<StoreUnavailableException?>? outage = null, [EnumeratorCancellation] CancellationToken stop = default)
    {
        TimeSpan pause = every ?? TimeSpan.FromMilliseconds(100);
        bool isAway = false;
        while (true)
        {
            RunNews? news = null;
            try
            {
                news = await ReadAsync(stop);
            }
            catch (StoreUnavailableException e)
            {
                if (!isAway)
                {
                    outage?.Invoke(e);
                }
            }

            if (isAway && news is not null)
            {
                outage?.Invoke(null);
            }

            isAway = news is null;
            if (news is not null)
            {
                yield return news;
                if (news.IsOver)
                {
                    yield break;
                }
            }

            await Task.Delay(pause, _time, stop);
        }
    }

    /// <summary>Looks once. When it throws, nothing is lost: the next look brings it.</summary>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    public async Task<RunNews> ReadAsync(CancellationToken cancel = default)
    {
        _storeAhead ??= (await _client.Store.ReadTimeAsync(_client.Store.PartitionOf(_id), cancel)).ToDateTimeOffset() - _time.GetUtcNow();
        ItemHeader header = await HeaderAsync(cancel);
        IReadOnlyList<JournalEvent>? read = await EventsAsync(header, cancel);
        for (int again = 0; read is null && again < Patience; again++)
        {
            header = await HeaderAsync(cancel);
            read = await EventsAsync(header, cancel);
        }

        // A run that goes on as new faster than it can be read is shown without steps.
        IReadOnlyList<JournalEvent> events = read ?? [];
        RunView run = TickClient.ViewOf(header);
        bool isOver = run.Status.IsTerminal() || run.Status == RunStatus.Suspended;

        // All that may fail comes before anything is taken note of.
        (IReadOnlyList<StreamRecord> records, long last) = await RecordsAsync(cancel);
        List<StepView> steps = [.. _steps];
        foreach (JournalEvent value in events)
        {
            StepViews.Fold(steps, value);
        }

        IReadOnlyList<StepView> shown = await _branches.WithLiveBranchesAsync(steps, cancel);
        RunView whole = isOver ? await _client.GetRunAsync(_id, cancel) : run;
        _steps.Clear();
        _steps.AddRange(steps);
        _seenEvents += events.Count;
        _seenRecords = last;
        return new RunNews
        {
            Run = whole,
            Steps = shown,
            Events = events,
            Records = records,
            Now = _time.GetUtcNow() + _storeAhead.Value,
            IsOver = isOver,
        };
    }

    private async Task<ItemHeader> HeaderAsync(CancellationToken cancel)
    {
        ItemHeader header = await _client.Store.ReadHeaderAsync(_id, cancel) ?? throw TickClient.NotFound(_id);
        if (header.Epoch != _epoch)
        {
            // It went on as new: what was seen is of a journal that is gone.
            (_epoch, _seenEvents) = (header.Epoch, 0);
            _steps.Clear();
            _branches = new BranchWatch(_client.Store, _id);
        }

        return header;
    }

    /// <summary>The new events; null when the run went on as new meanwhile.</summary>
    private async Task<IReadOnlyList<JournalEvent>?> EventsAsync(ItemHeader header, CancellationToken cancel)
    {
        List<JournalEvent> events = [];
        while (_seenEvents + events.Count < header.Length)
        {
            int from = _seenEvents + events.Count;
            IReadOnlyList<byte[]> page = await _client.Store.ReadJournalAsync(_id, from, Math.Min(StoreLimits.JournalPage, header.Length - from), cancel);
            if (page.Count == 0)
            {
                break;
            }

            events.AddRange(page.Select(JournalCodec.Decode));
        }

        if (events.Count == 0 && _seenEvents >= header.Length)
        {
            return events;
        }

        // What was read may be of the next journal already, or of none: the run was removed.
        ItemHeader after = await _client.Store.ReadHeaderAsync(_id, cancel) ?? throw TickClient.NotFound(_id);
        return after.Epoch == header.Epoch && _seenEvents + events.Count >= header.Length ? events : null;
    }

    private async Task<(IReadOnlyList<StreamRecord> Records, long Last)> RecordsAsync(CancellationToken cancel)
    {
        List<StreamRecord> records = [];
        long last = _seenRecords;
        while (await _client.ReadLogAsync(_id, last, cancel) is { Count: > 0 } page)
        {
            records.AddRange(page.Select(r => r.Record));
            last = page[^1].Number;
        }

        return (records, last);
    }
}
