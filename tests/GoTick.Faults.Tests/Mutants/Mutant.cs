using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Faults.Tests.Mutants;

/// <summary>Defects that are planted on purpose, each around a store that is in order. A test suite that does not see them proves nothing.</summary>
internal static class Mutant
{
    /// <summary>By name: what is wrong.</summary>
    public static IReadOnlyDictionary<string, Func<IFlowStore, IFlowStore>> All { get; } = new Dictionary<string, Func<IFlowStore, IFlowStore>>
    {
        // Whoever held the item once may write: a zombie's write gets in.
        ["NoTokenCheck"] = Batches((store, batch) => batch.Guard is Guard.Held held && Header(store, batch) is { } header && header.Lease != held.Lease
            ? batch with { Guard = new Guard.In(Enum.GetValues<Place>()) }
            : batch),
        // The holder writes at whatever length the journal has: a repeated call is applied twice.
        ["NoLengthCheck"] = Batches((store, batch) => Header(store, batch) is { Place: Place.Leased } header && batch.Guard is Guard.Held held && held.Lease == header.Lease
            ? batch with { Guard = held with { Length = header.Length } }
            : batch),
        ["TimerLost"] = Verbs(v => v is Verb.Sleep sleep ? sleep with { WakeAt = null } : v),
        // A message that came between the claim and the sleep wakes nobody.
        ["WakeSkipped"] = Verbs(v => v is Verb.Sleep sleep ? sleep with { SeenInbox = long.MaxValue } : v),
        ["GateEndForgotten"] = Verbs(v => v is Verb.GateEnd ? new Verb.Remove() : v),
        ["GateCountsTwice"] = Verbs(v => v is Verb.GateOpen open ? open with { Spec = open.Spec with { Need = Math.Max(1, open.Spec.Need - 1) } } : v),
        ["IndexForgotten"] = Verbs(v => v is Verb.List { IsMember: false } ? null : v),
        ["TextNotHeld"] = Verbs(v => v is Verb.BlobHold ? null : v),
        ["RetryNotCounted"] = Batches((_, batch) => batch with { Events = [.. batch.Events.Where(e => JournalCodec.Decode(e) is not StepAttemptFailed)] }),
        ["EndNotEnded"] = Verbs(v => v is Verb.End ? new Verb.Ready(Band.Started) : v),
        // The journal that a claim brings is cut off after its first event: the run begins anew.
        ["JournalForgotten"] = store => new ClaimMutant(store, r => r, r => r with
        {
            Items = [.. r.Items.Select(i => i with { Header = i.Header with { Length = 1 }, Events = [i.Events[0]] })],
        }),
        ["LeaseForEver"] = store => new ClaimMutant(store, r => r with { LeaseFor = TimeSpan.FromDays(1) }, r => r),
        // Children, schedules, limits, pauses.
        ["ChildEndNotTold"] = Verbs(v => v is Verb.Post { MessageId: var id } && id.StartsWith("child:", StringComparison.Ordinal) ? null : v),
        ["ChildrenLeft"] = Batches((_, batch) => batch with { Fields = [.. batch.Fields.Where(f => f.Key != HeaderFields.EndsChildren)] }),
        ["OccurrenceTwice"] = OfSchedule(verbs => verbs.SelectMany(v => v is Verb.Child { Start: var start }
            ? [v, new Verb.Child(start with { Item = ItemId.FromStored(start.Item.Text + "Z") })]
            : new[] { v })),
        ["OccurrenceForgotten"] = OfSchedule(verbs => verbs.Where(v => v is not Verb.Child)),
        ["OverlapIgnored"] = Batches((_, batch) => batch.Item.IsSchedule ? batch with { Fields = [.. batch.Fields.Where(f => f.Key != "live")] } : batch),
        ["PermitNeverReleased"] = store => new PermitMutant(store, r => r with { Leave = [] }),
        ["PermitForAll"] = store => new PermitMutant(store, r => r with { Concurrency = null }),
        ["RateIgnored"] = store => new PermitMutant(store, r => r with { Every = null }),
        ["PauseIgnored"] = store => new ClaimMutant(store, r => r with { Paused = [] }, r => r),
        ["OneLeaseForTwo"] = store => Twofold(store),
    };

    private static Func<IFlowStore, IFlowStore> Batches(Func<IFlowStore, Batch, Batch> change) => store => new BatchMutant(store, change);

    private static Func<IFlowStore, IFlowStore> Verbs(Func<Verb, Verb?> change) =>
        Batches((_, batch) => batch with { Verbs = [.. batch.Verbs.Select(change).OfType<Verb>()] });

    private static Func<IFlowStore, IFlowStore> OfSchedule(Func<IReadOnlyList<Verb>, IEnumerable<Verb>> change) =>
        Batches((_, batch) => batch.Item.IsSchedule ? batch with { Verbs = [.. change(batch.Verbs)] } : batch);

    private static ItemHeader? Header(IFlowStore store, Batch batch) => store.ReadHeaderAsync(batch.Item).AsTask().GetAwaiter().GetResult();

    /// <summary>What one worker got, the next one gets, too, under the same lease.</summary>
    private static ClaimMutant Twofold(IFlowStore store)
    {
        ClaimedItem? last = null;
        return new ClaimMutant(store, r => r, r =>
        {
            ClaimReply both = last is { } again && r.Items.Count == 0 ? r with { Items = [again] } : r;
            last = r.Items.Count > 0 ? r.Items[0] : null;
            return both;
        });
    }
}
