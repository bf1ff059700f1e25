using GoTick.Core.Client;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>Ticks: takes a schedule that was claimed through its turn. It needs no slot, and reads what the decision must know.</summary>
internal sealed class ScheduleTicker(TickClient client, int format)
{
    /// <summary>Decides about a schedule and gives it back. Blocks the calling thread. Throws only when the worker is told to give up.</summary>
    /// <param name="item">The schedule.</param>
    /// <param name="events">Its journal.</param>
    public void Tick(HeldItem item, IReadOnlyList<byte[]> events)
    {
        try
        {
            if (FormatDecisions.Needed(item.Header) > format)
            {
                item.Commit(() => FormatDecisions.HandUp(item.Header));
                return;
            }

            while (!item.IsReleased)
            {
                Turn(item, events);
            }
        }
        catch (LeaseLostException)
        {
            // Another worker has it, or a person changes it; there is nothing to record.
        }
        catch (TickException e) when (e is not StoreUnavailableException)
        {
            Leave(item, e.ErrorId);
        }
        catch (Exception e) when (e is not TickException && !item.Abandon.IsCancellationRequested)
        {
            // A bug of ours: it is shown, and tried again later rather than at once.
            Leave(item, TickErrorId.InternalError);
        }
    }

    private void Turn(HeldItem item, IReadOnlyList<byte[]> events)
    {
        ScheduleDefinition schedule = TickClient.DefinitionOf(events);
        ScheduleTimes times = ScheduleTimes.Of(schedule);
        FlowDefinition? flow = item.Read((_, cancel) => new ValueTask<FlowDefinition?>(client.FindFlowAsync(schedule.Flow, cancel)));
        IReadOnlyList<ItemId> ids = ScheduleTurn.AskFor(item.Header, times);
        IReadOnlyList<ItemHeader?> headers = ids.Count == 0 ? [] : item.Read((s, cancel) => s.ReadHeadersAsync(ids, cancel));
        var turn = new ScheduleTurn(
            item.Header, schedule, times, flow, ids.Zip(headers).ToDictionary(p => p.First, p => p.Second), item.Clock.Earliest);
        Decision decision = turn.Decide([.. item.Messages.Select(m => m.Id)]);
        foreach (ItemId run in turn.SuspendedToCancel)
        {
            item.Read((_, cancel) => CancelAsync(run, schedule, cancel));
        }

        if (item.Commit(() => decision).Result == CommitResult.BlobMissing)
        {
            item.Read((s, cancel) => RestoreAsync(flow!, s.PartitionOf(item.Id), cancel));
        }
    }

    /// <summary>Nothing is decided; a minute later somebody looks again. What is wrong is shown with the schedule.</summary>
    private static void Leave(HeldItem item, string errorId)
    {
        if (item.IsReleased)
        {
            return;
        }

        try
        {
            var sleep = new Verb.Sleep(item.SeenInbox, item.Clock.Latest.Plus(TimeSpan.FromMinutes(1)), Band.Control);
            item.Commit(() => new Decision { Fields = [HeaderFields.Set(HeaderFields.ErrorId, errorId)], Verbs = [sleep] });
        }
        catch (LeaseLostException)
        {
            // Another worker has it.
        }
    }

    private async ValueTask<bool> CancelAsync(ItemId run, ScheduleDefinition schedule, CancellationToken cancel)
    {
        try
        {
            await client.CancelAsync(run, ScheduleDecisions.CancelReason, "schedule " + schedule.Name, cancel: cancel);
            return true;
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.RunNotFound)
        {
            return false; // it has ended and was removed meanwhile
        }
    }

    private async ValueTask<bool> RestoreAsync(FlowDefinition flow, int partition, CancellationToken cancel)
    {
        await client.RestoreTextAsync(flow, partition, cancel);
        return true;
    }
}
