using GoTick.Core.Client.Finding;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    // A worker holds a schedule for a moment only.
    private static readonly TimeSpan ScheduleRetry = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public async Task<ScheduleView> RegisterScheduleAsync(ScheduleDefinition schedule, string? by = null, CancellationToken cancel = default)
    {
        ScheduleRules.Check(schedule);
        ScheduleDefinition wanted = schedule with { Flow = (await GetFlowAsync(schedule.Flow, cancel)).Name, IsFromFlow = false };
        await WriteScheduleAsync(wanted, by, _ => true, cancel);
        return await GetScheduleAsync(schedule.Name, cancel: cancel);
    }

    /// <inheritdoc/>
    public async Task<ScheduleView> GetScheduleAsync(string name, int upcoming = 0, CancellationToken cancel = default)
    {
        ItemHeader header = await Store.ReadHeaderAsync(ScheduleName.ItemOf(name), cancel) ?? throw NoSchedule(name);
        return await ScheduleOfAsync(header, upcoming, cancel) ?? throw NoSchedule(name);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScheduleView>> ListSchedulesAsync(int upcoming = 0, CancellationToken cancel = default)
    {
        List<ScheduleView> schedules = [];
        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            var source = new IndexSource(Store, partition, [ScheduleDecisions.Index], before: null, since: null);
            while (await source.PeekAsync(cancel) is { } header)
            {
                source.Take();
                if (await ScheduleOfAsync(header, upcoming, cancel) is { } schedule)
                {
                    schedules.Add(schedule);
                }
            }
        }

        return [.. schedules.OrderBy(s => s.Definition.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <inheritdoc/>
    public Task SuspendScheduleAsync(string name, CancellationToken cancel = default) =>
        EditScheduleAsync(name, (held, _, now) => ScheduleDecisions.Pause(held, now), cancel);

    /// <inheritdoc/>
    public Task ResumeScheduleAsync(string name, CancellationToken cancel = default) =>
        EditScheduleAsync(name, (held, schedule, now) => ScheduleDecisions.Resume(held, ScheduleTimes.Of(Readable(schedule)), now), cancel);

    /// <inheritdoc/>
    public async Task<ItemId> RunScheduleAsync(string name, CancellationToken cancel = default)
    {
        FlowDefinition flow = await GetFlowAsync((await GetScheduleAsync(name, cancel: cancel)).Definition.Flow, cancel);
        ItemId run = default;
        await EditScheduleAsync(
            name,
            (held, schedule, now) =>
            {
                (run, Decision decision) = ScheduleDecisions.RunNow(held, Readable(schedule), flow, now);
                return decision;
            },
            cancel,
            flow);
        return run;
    }

    /// <inheritdoc/>
    public async Task<int> BackfillScheduleAsync(string name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel = default)
    {
        int count = 0;
        await EditScheduleAsync(
            name,
            (held, schedule, now) =>
            {
                (count, Decision decision) = ScheduleDecisions.Backfill(held, ScheduleTimes.Of(Readable(schedule)), StoreTime.From(from), StoreTime.From(to), now);
                return decision;
            },
            cancel);
        return count;
    }

    /// <inheritdoc/>
    public Task UnregisterScheduleAsync(string name, CancellationToken cancel = default) => EditScheduleAsync(name, (_, _, _) => ScheduleDecisions.Remove(), cancel);

    /// <summary>What a schedule's journal says.</summary>
    /// <exception cref="TickException"><c>TickJournalUnreadable</c>.</exception>
    internal static ScheduleDefinition DefinitionOf(IReadOnlyList<byte[]> events) => Readable(StartOf(events)?.Definition);

    /// <summary>Brings the schedule that a flow's text declares to what it says; a schedule of that name that a person made stays.</summary>
    private async Task FollowFlowAsync(ScheduleDefinition? wanted, CancellationToken cancel)
    {
        if (wanted is not null)
        {
            await WriteScheduleAsync(
                wanted, null, old => old is null || (old.IsFromFlow && (IsSameFlow(old, wanted.Flow) ? true : throw Taken(old, wanted))), cancel);
        }
    }

    /// <summary>The schedule that came with a flow goes with it.</summary>
    private async Task DropFlowScheduleAsync(string flow, CancellationToken cancel)
    {
        string name = ScheduleName.OfFlow(flow);
        try
        {
            if (await GetScheduleAsync(name, cancel: cancel) is { Definition: { IsFromFlow: true } own } && IsSameFlow(own, flow))
            {
                await EditScheduleAsync(
                    name, (held, old, _) => old is { IsFromFlow: true } ? ScheduleDecisions.Remove() : ScheduleDecisions.Leave(held), cancel);
            }
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.ScheduleNotFound)
        {
            // Somebody was faster, or has removed it before.
        }
    }

    private static bool IsSameFlow(ScheduleDefinition schedule, string flow) => string.Equals(schedule.Flow, flow, StringComparison.OrdinalIgnoreCase);

    private static TickException Taken(ScheduleDefinition old, ScheduleDefinition wanted) => new(
        TickErrorId.ScheduleConflict,
        TickErrorKind.Conflict,
        $"The schedule '{wanted.Name}' of flow '{wanted.Flow}' has the name of that of flow '{old.Flow}'. Give one of the flows another name: [TickFlow(Name = '…')].")
    { Target = wanted.Name };

    /// <summary>Makes or changes a schedule; one that must not be changed, or is as it should be, stays.</summary>
    private async Task WriteScheduleAsync(ScheduleDefinition wanted, string? by, Func<ScheduleDefinition?, bool> mayChange, CancellationToken cancel)
    {
        by ??= Account.OfThisProcess.Name;
        ItemId id = ScheduleName.ItemOf(wanted.Name);
        string nonce = Guid.NewGuid().ToString("N");
        while (true)
        {
            if (await Store.ReadHeaderAsync(id, cancel) is null)
            {
                StoreTime now = await Store.ReadTimeAsync(Store.PartitionOf(id), cancel);
                if ((await CommitAsync(id, new Guard.Absent(nonce), ScheduleDecisions.Create(wanted, by, now), cancel)).IsApplied)
                {
                    return;
                }

                continue;
            }

            ScheduleDefinition? old = StartOf(await Store.ReadJournalAsync(id, 0, 1, cancel))?.Definition;
            if (!mayChange(old) || old == wanted)
            {
                return;
            }

            try
            {
                await EditScheduleAsync(
                    wanted.Name,
                    (held, current, now) => mayChange(current) ? ScheduleDecisions.Change(held, current, wanted, by, now) : ScheduleDecisions.Leave(held),
                    cancel);
                return;
            }
            catch (TickException e) when (e.ErrorId == TickErrorId.ScheduleNotFound)
            {
                // It was removed in this moment: it is made anew.
            }
        }
    }

    /// <summary>Decides about a schedule in place of a worker.</summary>
    private async Task EditScheduleAsync(
        string name, Func<ItemHeader, ScheduleDefinition?, StoreTime, Decision> decide, CancellationToken cancel, FlowDefinition? flow = null)
    {
        ItemId id = ScheduleName.ItemOf(name);
        var request = new ItemClaimRequest { Item = id, Worker = WorkerId.New(), LeaseFor = DecisionLease };
        while (true)
        {
            ItemClaimReply claim = await Store.ClaimItemAsync(request, cancel);
            if (claim.Item is not { } item)
            {
                _ = claim.Place ?? throw NoSchedule(name);
                await Task.Delay(ScheduleRetry, _time, cancel);
                continue;
            }

            var guard = new Guard.Held(item.Header.Lease, item.Header.Length);
            Decision decision;
            try
            {
                decision = decide(item.Header, StartOf(item.Events)?.Definition, claim.Now);
            }
            catch (TickException)
            {
                await CommitAsync(id, guard, ScheduleDecisions.Leave(item.Header), cancel);
                throw;
            }

            CommitReply reply = await CommitAsync(id, guard, decision, cancel);
            if (reply.Result == CommitResult.BlobMissing)
            {
                await CommitAsync(id, guard, ScheduleDecisions.Leave(item.Header), cancel);
                await RestoreTextAsync(flow!, Store.PartitionOf(id), cancel);
            }
            else if (reply.IsApplied || decision.Verbs.Any(v => v is Verb.Remove))
            {
                return;
            }
        }
    }

    private async Task<CommitReply> CommitAsync(ItemId id, Guard guard, Decision decision, CancellationToken cancel) => await Store.CommitAsync(
        new Batch { Item = id, Guard = guard, Events = [.. decision.Events.Select(JournalCodec.Encode)], Fields = decision.Fields, Verbs = decision.Verbs }, cancel);

    /// <summary>Null when the schedule was removed meanwhile.</summary>
    private async Task<ScheduleView?> ScheduleOfAsync(ItemHeader header, int upcoming, CancellationToken cancel)
    {
        if (await Store.ReadJournalAsync(header.Id, 0, 1, cancel) is not [byte[], ..] events)
        {
            return null;
        }

        ScheduleStarted start = StartOf(events) ?? throw Unreadable();
        ScheduleState state = ScheduleState.Of(header);
        (ScheduleTimes? times, string? errorId) = TimesOf(start.Definition);
        StoreTime after = state.Next is { } next ? new StoreTime(next.Micros - 1) : upcoming == 0 ? default : await Store.ReadTimeAsync(Store.PartitionOf(header.Id), cancel);
        return new ScheduleView
        {
            Definition = start.Definition,
            Status = state.Paused is not null ? ScheduleStatus.Paused
                : state.Next is null && state.Pending is null && state.Backlog.Count == 0 ? ScheduleStatus.Ended
                : ScheduleStatus.Active,
            Next = state.Next is { } time ? times?.InZone(time) ?? time.ToDateTimeOffset() : null,
            NextDue = state.Next is { } nominal ? times?.DueOf(nominal).ToDateTimeOffset() : null,
            Upcoming = times is null ? [] : [.. times.After(after).Take(Math.Clamp(upcoming, 0, 1_000))],
            Last = state.Last?.ToDateTimeOffset(),
            LastRun = state.LastRun is { } run ? ItemId.FromStored(run) : null,
            Pending = state.Pending?.ToDateTimeOffset(),
            Backlog = times is null ? 0 : state.Backlog.SelectMany(r => times.Between(r.First, r.Last)).Take(ScheduleTurn.MostCounted).Count(),
            Started = state.Started,
            Skipped = state.Skipped,
            Missed = state.Missed,
            Paused = state.Paused?.ToDateTimeOffset(),
            Changed = start.At.ToDateTimeOffset(),
            By = start.By,
            ErrorId = state.ErrorId ?? errorId,
        };
    }

    /// <summary>Its times; or why they cannot be known on this machine, which may lack the time zone: it is shown all the same.</summary>
    private static (ScheduleTimes? Times, string? ErrorId) TimesOf(ScheduleDefinition schedule)
    {
        try
        {
            return (ScheduleTimes.Of(schedule), null);
        }
        catch (TickException e)
        {
            return (null, e.ErrorId);
        }
    }

    private static ScheduleStarted? StartOf(IReadOnlyList<byte[]> events) => events.Count == 0 ? null : TryDecode(events[0]) as ScheduleStarted;

    private static ScheduleDefinition Readable(ScheduleDefinition? schedule) => schedule ?? throw Unreadable();

    private static TickException Unreadable() =>
        new(TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, "A schedule cannot be read: it is damaged, or of a newer GoTick. Register it again.");

    private static TickException NoSchedule(string name) =>
        new(TickErrorId.ScheduleNotFound, TickErrorKind.NotFound, $"There is no schedule '{name}'.") { Target = name };
}
