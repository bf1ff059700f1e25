using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>
/// Stands beside the store and the scripts, and holds them to what must be so at every moment: never more at once than a limit permits, nor sooner; a schedule's
/// runs one after another unless they may overlap; no parent has ended whose own children live. What a store answers is not believed: it counts by itself.
/// </summary>
internal sealed class SimRules(WitnessedStore inner, MemoryStore memory, SimPlan plan) : StoreDecorator(inner)
{
    private readonly Dictionary<ItemId, (ItemId Parent, bool IsDetached)> _children = [];
    private readonly HashSet<ItemId> _known = [];
    private readonly HashSet<ItemId> _living = [];
    private readonly HashSet<ItemId> _begun = [];
    private readonly List<(ItemId Item, Lease Lease)> _steps = [];
    private readonly HashSet<(string Holder, string Tag)> _granted = [];
    private StoreTime _lastGrant;

    public Witness Witness => inner.Witness;

    public IFlowStore Store => memory;

    public List<string> Faults { get; } = [];

    /// <summary>Runs that have not ended.</summary>
    public IReadOnlyCollection<ItemId> Living => _living;

    /// <summary>How often queues were paused or resumed; odd while one is paused.</summary>
    public int Pauses { get; set; }

    public override async ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default) => Seen(batch, await Inner.CommitAsync(batch, cancel));

    public override CommitReply Commit(Batch batch) => Seen(batch, Inner.Commit(batch));

    public override async ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default)
    {
        PermitReply reply = await Inner.PermitAsync(request, cancel);
        foreach (PermitLeave leave in request.Leave)
        {
            _granted.RemoveWhere(g => g.Holder == leave.Holder && (leave.Tag ?? g.Tag) == g.Tag);
        }

        if (reply.IsGranted && request.Ask is { } ask && _granted.Add((ask.Holder, ask.Tag)) && plan.Limit?.Rate is { } rate)
        {
            Check(_lastGrant.Micros == 0 || reply.Now.Since(_lastGrant) >= rate.Every, $"{ask.Holder} got a permit at {reply.Now}, the one before came at {_lastGrant}; they are {rate.Every} apart.");
            _lastGrant = reply.Now;
        }

        return reply;
    }

    /// <summary>A script begins, or goes on.</summary>
    public void Begins(ItemHeader run)
    {
        if (plan.LimitsRuns && run.Fields.ContainsKey(HeaderFields.Key) && IsHeld(run.Id, run.Lease))
        {
            _begun.Add(run.Id);
            Check(_begun.Count <= (plan.Limit!.Concurrency ?? int.MaxValue), $"Of one key have begun, and not ended: {string.Join(", ", _begun)}.");
        }
    }

    /// <summary>The block of a limited step begins; <see cref="StepEnds"/> must follow.</summary>
    public void StepBegins(ItemId item, Lease lease)
    {
        _steps.Add((item, lease));
        if (plan is { Limit.Concurrency: { } most, LimitsRuns: false })
        {
            // Who has lost its lease without knowing it runs on for a moment, but can record nothing.
            (ItemId Item, Lease Lease)[] held = [.. _steps.Where(s => IsHeld(s.Item, s.Lease))];
            Check(held.Length <= most, $"Limited steps run at one time: {string.Join(", ", held)}.");
        }
    }

    public void StepEnds(ItemId item, Lease lease) => _steps.Remove((item, lease));

    public bool IsKnown(ItemId run) => _known.Contains(run);

    public bool IsDetached(ItemId run) => _children.TryGetValue(run, out (ItemId Parent, bool IsDetached) child) && child.IsDetached;

    public ItemHeader? Header(ItemId item) => memory.ReadHeaderAsync(item).AsTask().GetAwaiter().GetResult();

    public void Check(bool isSo, string fault)
    {
        if (!isSo)
        {
            Faults.Add(fault);
        }
    }

    private bool IsHeld(ItemId item, Lease lease) => Header(item) is { Place: Place.Leased } header && header.Lease == lease;

    private CommitReply Seen(Batch batch, CommitReply reply)
    {
        if (reply.Result == CommitResult.Ok)
        {
            if (batch.Guard is Guard.Absent && !batch.Item.IsSchedule)
            {
                Started(batch);
            }

            foreach (Verb verb in batch.Verbs)
            {
                switch (verb)
                {
                    case Verb.Child child:
                        Started(child.Start);
                        break;
                    case Verb.End or Verb.Park:
                        Ended(batch.Item);
                        break;
                }
            }
        }

        return reply;
    }

    private void Started(Batch start)
    {
        if (!_known.Add(start.Item))
        {
            return; // passed over by the store
        }

        _living.Add(start.Item);
        if (JournalCodec.Decode(start.Events[0]) is RunStarted { Parent: { } parent })
        {
            _children.Add(start.Item, (ItemId.FromStored(parent), start.Fields.Any(f => f.Key == HeaderFields.Detached)));
        }

        if (IsOccurrence(start.Item) && plan.Schedule is { Overlap: not ScheduleOverlap.Allow })
        {
            ItemId[] living = [.. _living.Where(IsOccurrence)];
            Check(living.Length == 1, $"Runs of a schedule that must not overlap live at one time: {string.Join(", ", living)}.");
        }
    }

    private void Ended(ItemId item)
    {
        _living.Remove(item);
        _begun.Remove(item);
        foreach ((ItemId child, (ItemId parent, bool isDetached)) in _children)
        {
            Check(isDetached || parent.Run != item || !_living.Contains(child), $"{item} has ended, and its child {child} lives.");
        }
    }

    private static bool IsOccurrence(ItemId run) => run.Text.Contains('@', StringComparison.Ordinal);
}
