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
    private readonly ITickClient _client;
    private readonly ItemId _id;
    private readonly TimeProvider _time;
    private IBranchWatch _branches;
    private readonly bool _withSteps;
    private readonly List<StepView> _steps = [];
    private int _epoch;
    private int _seenEvents;
    private long _seenRecords;
    private TimeSpan? _storeAhead;

    /// <param name="client">The store's client.</param>
    /// <param name="id">The run.</param>
    /// <param name="time">The process' clock. Default: the system's.</param>
    /// <param name="withSteps">False: only the run and its records are looked at, and its journal is not read.</param>
    public RunFollower(ITickClient client, ItemId id, TimeProvider? time = null, bool withSteps = true)
    {
        _withSteps = withSteps;
        _client = client;
        _id = id;
        _time = time ?? TimeProvider.System;
        _branches = client.WatchBranches(id);
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

    /// <summary>
    /// As <see cref="FollowAsync"/>, for threads of one's own: looks, pauses and the calls about outages all happen on the calling thread, and the end of the
    /// run is seen at once.
    /// </summary>
    /// <inheritdoc cref="FollowAsync"/>
    public IEnumerable<RunNews> Follow(TimeSpan? every = null, Action<StoreUnavailableException?>? outage = null, CancellationToken stop = default)
    {
        TimeSpan pause = every ?? TimeSpan.FromMilliseconds(100);
        using var changed = new ManualResetEventSlim();
        IAsyncDisposable? watch = null;
        try
        {
            bool isAway = false;
            while (true)
            {
                changed.Reset();
                RunNews? news = TryRead(changed.Set, ref watch, out StoreUnavailableException? error, stop);
                if (isAway != error is not null)
                {
                    isAway = error is not null;
                    outage?.Invoke(error);
                }

                if (news is not null)
                {
                    yield return news;
                    if (news.IsOver)
                    {
                        yield break;
                    }
                }

                changed.Wait(pause, stop);
            }
        }
        finally
        {
            watch?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Looks once. When it throws, nothing is lost: the next look brings it.</summary>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    public async Task<RunNews> ReadAsync(CancellationToken cancel = default)
    {
        _storeAhead ??= await _client.ReadTimeAsync(_id, cancel) - _time.GetUtcNow();
        RunSight sight = await SightAsync(cancel);
        IReadOnlyList<JournalEvent>? read = _withSteps ? await EventsAsync(sight, cancel) : [];
        for (int again = 0; read is null && again < Patience; again++)
        {
            sight = await SightAsync(cancel);
            read = await EventsAsync(sight, cancel);
        }

        // A run that goes on as new faster than it can be read is shown without steps.
        IReadOnlyList<JournalEvent> events = read ?? [];
        RunView run = sight.Run;
        bool isOver = run.Status.IsTerminal() || run.Status == RunStatus.Suspended;

        // All that may fail comes before anything is taken note of.
        IReadOnlyList<(long Number, StreamRecord Record)> records = await RecordsAsync(cancel);
        List<StepView> steps = [.. _steps];
        foreach (JournalEvent value in events)
        {
            StepViews.Fold(steps, value);
        }

        IReadOnlyList<StepView> shown = await WithLiveBranchesAsync(steps, cancel);
        RunView whole = isOver ? await _client.GetRunAsync(_id, cancel) : run;
        _steps.Clear();
        _steps.AddRange(steps);
        _seenEvents += events.Count;
        _seenRecords = records.Count > 0 ? records[^1].Number : _seenRecords;
        return new RunNews
        {
            Run = whole,
            Steps = shown,
            Events = events,
            Records = [.. records.Select(r => r.Record)],
            RecordNumbers = [.. records.Select(r => r.Number)],
            Now = _time.GetUtcNow() + _storeAhead.Value,
            IsOver = isOver,
        };
    }

    private RunNews? TryRead(Action changed, ref IAsyncDisposable? watch, out StoreUnavailableException? error, CancellationToken stop)
    {
        try
        {
            watch ??= _client.WatchAsync(_id, changed, stop).AsTask().GetAwaiter().GetResult();
            error = null;
            return ReadAsync(stop).GetAwaiter().GetResult();
        }
        catch (StoreUnavailableException e)
        {
            error = e;
            return null;
        }
    }

    private async Task<RunSight> SightAsync(CancellationToken cancel)
    {
        RunSight sight = await _client.SightAsync(_id, cancel);
        if (sight.Epoch != _epoch)
        {
            // It went on as new: what was seen is of a journal that is gone.
            (_epoch, _seenEvents) = (sight.Epoch, 0);
            _steps.Clear();
            _branches = _client.WatchBranches(_id);
        }

        return sight;
    }

    /// <summary>The steps, the last of them with its branches as they are now if it is an open wait.</summary>
    private async Task<IReadOnlyList<StepView>> WithLiveBranchesAsync(IReadOnlyList<StepView> steps, CancellationToken cancel) =>
        steps is [.., { Status: "Waiting", FanOut: { } wait } last] && await _branches.LookAsync(wait, cancel) is { } live
            ? [.. steps.SkipLast(1), last with { FanOut = live }]
            : steps;

    /// <summary>The new events; null when the run went on as new meanwhile.</summary>
    private async Task<IReadOnlyList<JournalEvent>?> EventsAsync(RunSight sight, CancellationToken cancel)
    {
        List<JournalEvent> events = [];
        while (_seenEvents + events.Count < sight.Length)
        {
            int from = _seenEvents + events.Count;
            IReadOnlyList<JournalEvent> page = await _client.ReadEventsAsync(_id, from, Math.Min(StoreLimits.JournalPage, sight.Length - from), cancel);
            if (page.Count == 0)
            {
                break;
            }

            events.AddRange(page);
        }

        if (events.Count == 0 && _seenEvents >= sight.Length)
        {
            return events;
        }

        // What was read may be of the next journal already, or of none: the run was removed.
        RunSight after = await _client.SightAsync(_id, cancel);
        return after.Epoch == sight.Epoch && _seenEvents + events.Count >= sight.Length ? events : null;
    }

    private async Task<IReadOnlyList<(long Number, StreamRecord Record)>> RecordsAsync(CancellationToken cancel)
    {
        List<(long Number, StreamRecord Record)> records = [];
        while (await _client.ReadLogAsync(_id, records.Count > 0 ? records[^1].Number : _seenRecords, cancel) is { Count: > 0 } page)
        {
            records.AddRange(page);
        }

        return records;
    }
}
