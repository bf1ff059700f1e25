using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    private static readonly TimeSpan WaitPoll = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task<StartResult> StartAsync(StartRequest request, CancellationToken cancel = default) =>
        StartAsync(request, Guid.NewGuid().ToString("N"), cancel);

    /// <summary>Starts a run once for a nonce: a repeated call finds what the first one made.</summary>
    internal async Task<StartResult> StartAsync(StartRequest request, string nonce, CancellationToken cancel = default)
    {
        request.Arguments.Checked("The arguments");
        ItemId id = request.Id ?? ItemId.New(_time.GetUtcNow());
        while (true)
        {
            (FlowDefinition flow, ExpectedDocument? expected) = await GetFlowToStartAsync(request.Flow, id, cancel);
            StoreTime now = request.Delay is null && request.At is null ? default : await Store.ReadTimeAsync(Store.PartitionOf(id), cancel);
            (RunStarted started, Decision decision) = RunDecisions.Start(request, flow, now);
            CommitReply reply = await Store.CommitAsync(
                new Batch
                {
                    Item = id,
                    Expected = expected,
                    Guard = new Guard.Absent(nonce),
                    Events = [JournalCodec.Encode(started)],
                    Fields = decision.Fields,
                    Verbs = decision.Verbs,
                },
                cancel);
            switch (reply.Result)
            {
                case CommitResult.Ok or CommitResult.Already:
                    return new StartResult(id, IsNew: true);
                case CommitResult.DocumentChanged:
                    _known.Forget(request.Flow);
                    continue;
                case CommitResult.BlobMissing:
                    await RestoreTextAsync(flow, Store.PartitionOf(id), cancel);
                    continue;
                case CommitResult.Exists when request.IfExists == ExistingRun.Return:
                    if (await IsSameAsync(id, started, cancel))
                    {
                        return new StartResult(id, IsNew: false);
                    }

                    continue; // it went away while we looked
                case CommitResult.Exists when request.IfExists == ExistingRun.Restart:
                    await RestartAsync(id, cancel);
                    continue; // when somebody else was at it too, from the top
                default:
                    throw new TickException(
                        TickErrorId.RunExists, TickErrorKind.Conflict, $"There is a run '{id}' already. Choose another id, or say what to do with -IfExists.")
                    { Target = id.Text };
            }
        }
    }

    /// <inheritdoc/>
    public async Task<RunView> GetRunAsync(ItemId id, CancellationToken cancel = default)
    {
        while (true)
        {
            ItemHeader header = await FindRunAsync(id, cancel) ?? throw NotFound(id);
            if (await ViewOfAsync(header, cancel) is { } view)
            {
                return view;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<RunView?> WaitAsync(ItemId id, TimeSpan? timeout = null, CancellationToken cancel = default)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var changed = new SemaphoreSlim(0); // not disposed: the store may still be telling of an end while we leave, and there is no handle to free
        await using IAsyncDisposable watch = await Store.WatchAsync(id, () => changed.Release(), cancel);
        Task signal = changed.WaitAsync(over.Token);
        long began = _time.GetTimestamp();
        try
        {
            while (true)
            {
                ItemHeader header = await FindRunAsync(id, cancel) ?? throw NotFound(id);
                if (header.Place is Place.Ended or Place.Parked && await ViewOfAsync(header, cancel) is { } view)
                {
                    return view;
                }

                TimeSpan left = timeout is { } limit ? limit - _time.GetElapsedTime(began) : WaitPoll;
                if (left <= TimeSpan.Zero)
                {
                    return null;
                }

                // The poll is the net for lost calls.
                using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                if (await Task.WhenAny(signal, Task.Delay(left < WaitPoll ? left : WaitPoll, _time, turn.Token)) == signal)
                {
                    await signal;
                    signal = changed.WaitAsync(over.Token);
                }

                await turn.CancelAsync();
                cancel.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepView>> ReadStepsAsync(ItemId id, CancellationToken cancel = default)
    {
        ItemHeader header = await FindRunAsync(id, cancel) ?? throw NotFound(id);
        while (true)
        {
            List<StepView> steps = [];
            for (int from = 0; await Store.ReadJournalAsync(id, from, StoreLimits.JournalPage, cancel) is { Count: > 0 } page; from += page.Count)
            {
                foreach (byte[] bytes in page)
                {
                    StepViews.Fold(steps, JournalCodec.Decode(bytes));
                }
            }

            // One page is of one journal. Of several, the later ones may be of the next.
            ItemHeader after = header.Length <= StoreLimits.JournalPage ? header : await Store.ReadHeaderAsync(id, cancel) ?? throw NotFound(id);
            if (after.Epoch == header.Epoch)
            {
                return steps;
            }

            header = after;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(long Number, StreamRecord Record)>> ReadLogAsync(ItemId id, long after = 0, CancellationToken cancel = default) =>
        [.. (await Store.ReadLogAsync(id, after, 1_000, cancel)).Select(e => (e.Number, JournalCodec.DecodeRecord(e.Record)))];

    /// <summary>The run with what its journal says of it; null when it was removed, or is another by now.</summary>
    private async Task<RunView?> ViewOfAsync(ItemHeader header, CancellationToken cancel)
    {
        if (await Store.ReadJournalAsync(header.Id, 0, 1, cancel) is not [byte[] first, ..])
        {
            return null;
        }

        var started = TryDecode(first) as RunStarted;
        RunView view = ListedViewOf(header) with
        {
            Arguments = started?.Arguments ?? Payload.None,
            FirstArguments = (header.Epoch == 0 ? started?.Arguments : started?.FirstArguments) ?? Payload.None,
        };
        if (header.Place is not (Place.Ended or Place.Parked))
        {
            return view;
        }

        if (await Store.ReadJournalAsync(header.Id, header.Length - 1, 1, cancel) is not [byte[] last, ..])
        {
            return null;
        }

        return TryDecode(last) switch
        {
            RunCompleted done => view with { Output = done.Output },
            RunFailed failed => view with { Error = failed.Error, Output = failed.Output },
            RunCanceled canceled => view with { Reason = canceled.Reason, By = canceled.By },
            RunParked parked => view with { Error = parked.Error, Reason = parked.Reason, By = parked.By },
            _ => view,
        };
    }

    /// <summary>Null for what cannot be read: a run with a damaged journal, or one of a newer GoTick, is shown all the same.</summary>
    private static JournalEvent? TryDecode(byte[] bytes)
    {
        try
        {
            return JournalCodec.Decode(bytes);
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.JournalUnreadable)
        {
            return null;
        }
    }

    internal static RunView ViewOf(ItemHeader header) => new()
    {
        Id = header.Id,
        Flow = header.Fields[HeaderFields.Flow],
        Version = header.Fields[HeaderFields.Version],
        Status = HeaderFields.Status(header),
        Queue = header.Queue,
        Created = HeaderFields.CreatedOf(header).ToDateTimeOffset(),
        Started = LimitDecisions.BeganAt(header)?.ToDateTimeOffset(),
        Priority = header.Priority,
        ConcurrencyKey = header.Fields.GetValueOrDefault(HeaderFields.Key),
        Ended = HeaderFields.Time(header, HeaderFields.Ended)?.ToDateTimeOffset(),
        WakeAt = header.WakeAt?.ToDateTimeOffset(),
        WaitsFor = RunWait.Of(header),
        Step = header.Fields.GetValueOrDefault(HeaderFields.Step),
        Origin = header.Fields.GetValueOrDefault(HeaderFields.Origin),
        Progress = HeaderFields.ProgressOf(header, HeaderFields.Progress),
        StepProgress = HeaderFields.ProgressOf(header, HeaderFields.StepProgress),
        Tags = HeaderFields.TagsOf(header),
        ErrorId = RunIndexes.ErrorOf(header),
        ErrorCount = HeaderFields.Number(header, HeaderFields.ErrorCount),
        ExitCode = HeaderFields.Number(header, HeaderFields.ExitCode),
        Ending = header.Place != Place.Ended && header.Fields.TryGetValue(HeaderFields.Ending, out string? ending) ? Enum.Parse<RunStatus>(ending) : null,
        Parent = HeaderFields.ParentRun(header),
        Continued = header.Epoch,
        Compensations = HeaderFields.Number(header, HeaderFields.Compensations),
        FailedAtEnd = HeaderFields.Number(header, HeaderFields.FailedAtEnd),
    };

    /// <summary>The header of a run, or of a branch; null when there is none. A schedule is none.</summary>
    internal ValueTask<ItemHeader?> FindRunAsync(ItemId id, CancellationToken cancel) =>
        id.IsSchedule ? ValueTask.FromResult<ItemHeader?>(null) : Store.ReadHeaderAsync(id, cancel);

    internal static TickException NotFound(ItemId id) =>
        new(TickErrorId.RunNotFound, TickErrorKind.NotFound, $"There is no run '{id}'.") { Target = id.Text };

    /// <summary>True when the run is what is wanted, false when it is gone.</summary>
    private async Task<bool> IsSameAsync(ItemId id, RunStarted wanted, CancellationToken cancel)
    {
        if (await FindRunAsync(id, cancel) is not { } header || await ViewOfAsync(header, cancel) is not { } run)
        {
            return false;
        }

        if (!string.Equals(run.Flow, wanted.Flow, StringComparison.OrdinalIgnoreCase) || run.FirstArguments != wanted.Arguments)
        {
            throw new TickException(
                TickErrorId.RunConflict, TickErrorKind.Conflict, $"Run '{id}' exists with another flow or other arguments, so it cannot be returned for these.")
            { Target = id.Text };
        }

        return true;
    }
}
