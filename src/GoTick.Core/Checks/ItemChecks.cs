using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Core.Checks;

/// <summary>Each item by itself: can it go on, does its header fit its place, is its journal whole.</summary>
internal static class ItemChecks
{
    public static IEnumerable<StoreFault> Check(KnownItems known) =>
        known.Items.Values.SelectMany(item => Place(item.Header, known).Concat(Copy(item.Header)).Concat(Waker(item, known)).Concat(Journal(item)));

    /// <summary>What the header must say in its place.</summary>
    private static IEnumerable<StoreFault> Place(ItemHeader header, KnownItems known)
    {
        string? fault = header switch
        {
            { Place: Stores.Place.Leased, Lease.Token: 0 } => "It is leased under no token.",
            { Place: Stores.Place.Leased, LeaseUntil: null } => "It is leased without an end of the lease.",
            { Id.IsSchedule: true } => Schedule(header),
            { Place: Stores.Place.Ended, BranchOf: not null } => "It is a branch that has ended, but was not deleted.",
            { Place: Stores.Place.Ended, GoneAt: null } => "It has ended, but will never be removed.",
            { Place: Stores.Place.Ended } when !header.Fields.ContainsKey(HeaderFields.Outcome) => "It has ended without an outcome.",
            { Place: Stores.Place.Parked, BranchOf: not null } => IsSuspended(header.Id.Run, known) ? null : "It is a branch that is suspended, although its run is not.",
            { Place: Stores.Place.Parked } when !header.Fields.ContainsKey(HeaderFields.ErrorId) => "It is suspended, but does not say why.",
            _ when !header.Fields.ContainsKey(HeaderFields.Flow) => "It does not say of which flow it is.",
            _ => null,
        };
        return fault is null ? [] : [new StoreFault(StoreFaultCode.HeaderInvalid, header.Id.Text, fault)];
    }

    /// <summary>A schedule rests when it is paused or over, and else has a timer (below).</summary>
    private static string? Schedule(ItemHeader header)
    {
        ScheduleState state = ScheduleState.Of(header);
        return header.Place switch
        {
            Stores.Place.Ended => "It is a schedule that has ended, which none does.",
            Stores.Place.Parked when state.Paused is null && (state.Next ?? state.Pending) is not null => "It is a schedule that rests, although it has times to come.",
            Stores.Place.Parked when state.Paused is null && state.Backlog.Count > 0 => "It is a schedule that rests, although it has runs to make up for.",
            _ => null,
        };
    }

    private static bool IsSuspended(ItemId run, KnownItems known) =>
        known.Items.GetValueOrDefault(run)?.Header is { } header && RunIndexes.IsSuspended(header);

    private static IEnumerable<StoreFault> Copy(ItemHeader header) => header.Fields.ContainsKey(HeaderFields.Unfinished)
        ?
        [
            new StoreFault(
                StoreFaultCode.CopyUnfinished,
                header.Id.Text,
                $"It is a copy of '{header.Fields.GetValueOrDefault(HeaderFields.Origin)}' that was not finished, or is being made right now. It never runs, and is removed at "
                + $"{header.GoneAt?.ToDateTimeOffset():u}. Repeat the command that made it."),
        ]
        : [];

    /// <summary>An item that waits needs something that will wake it.</summary>
    private static IEnumerable<StoreFault> Waker(ItemDump item, KnownItems known)
    {
        ItemHeader header = item.Header;
        if (header.Place != Stores.Place.Waiting || header.WakeAt is not null)
        {
            return [];
        }

        GateState? gate = header.Gate is { } name ? known.Gates.GetValueOrDefault(name)?.State : null;
        string? own = header.Gate is { } id ? FanOutDecisions.MessageId(id) : null;
        if (item.Messages.Any(m => m.Id == own))
        {
            return [Stuck(header, "It waits, although the message that its branches have ended has come.")];
        }

        if (header.Fields.TryGetValue(HeaderFields.Child, out string? child))
        {
            return item.Messages.Any(m => m.Id == RunMessage.ChildEnded.MessageId(ItemId.FromStored(child)))
                ? [Stuck(header, "It waits, although the message that its child has ended has come.")]
                : known.IsLivingChild(child, header.Id) ? [] : [Stuck(header, $"It waits for its child '{child}', which does not live and has told nothing.")];
        }

        if (header.Fields.ContainsKey(HeaderFields.Waits) && !LimitDecisions.WaitsForLimit(header))
        {
            return []; // somebody outside will send it, or not
        }

        bool isGateAlive = gate is { IsOpen: true, Live: > 0 };
        return isGateAlive || item.Messages.Count > 0
            ? []
            : [Stuck(header, "It waits without a timer, without branches or a child that live, and without a message.")];
    }

    private static IEnumerable<StoreFault> Journal(ItemDump item)
    {
        ItemHeader header = item.Header;
        long bytes = item.Events.Sum(e => (long)e.Length);
        if (header.Length != item.Events.Count || header.Bytes != bytes)
        {
            yield return new StoreFault(
                StoreFaultCode.JournalLength,
                header.Id.Text,
                $"Its header says {header.Length} events of {header.Bytes} bytes; the journal has {item.Events.Count} of {bytes}.");
        }

        for (int i = 0; i < item.Events.Count; i++)
        {
            if (Fault(item.Events[i], i, header) is { } fault)
            {
                yield return new StoreFault(StoreFaultCode.JournalUnreadable, header.Id.Text, $"Event {i}: {fault}");
            }
        }
    }

    private static string? Fault(byte[] bytes, int number, ItemHeader header)
    {
        try
        {
            JournalEvent read = JournalCodec.Decode(bytes);
            bool isFirst = header.BranchOf is not null ? read is BranchStarted : header.Id.IsSchedule ? read is ScheduleStarted : read is RunStarted;
            return isFirst == (number == 0) ? null : isFirst ? "it begins a second time." : "it does not begin a run, branch or schedule.";
        }
        catch (TickException e)
        {
            return e.Message;
        }
    }

    private static StoreFault Stuck(ItemHeader header, string message) => new(StoreFaultCode.Stuck, header.Id.Text, message);
}
