using System.Text;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>Runs a sequence on the model and on the store under test; each reply, and the dumps at the end, must be equal as text.</summary>
public sealed class ModelRun(IFlowStore model, IFlowStore tested, FakeTimeProvider clock, Func<Task> clockChanged)
{
    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(8);
    private static readonly string[][] QueueSets = [["a", "b", "default"], ["default", "b", "a"], ["a", "default"], ["b"]];

    private readonly Dictionary<int, long> _sequences = [];
    private readonly Dictionary<ItemId, Lease> _leases = [];
    private Batch? _last;

    public async Task RunAsync(ModelStep step)
    {
        switch (step)
        {
            case ModelStep.Create s:
                IReadOnlyList<ModelVerb> verbs = s.Verbs.Any(v => v is ModelVerb.Sleep or ModelVerb.ParkUntil or ModelVerb.Plain { Verb: Verb.Ready or Verb.End or Verb.Park or Verb.Remove })
                    ? [s.Route, .. s.Verbs]
                    : [s.Route, .. s.Verbs, new ModelVerb.Plain(new Verb.Ready(Band.New))];
                Batch batch = await BatchAsync(Root(s.Item), new Guard.Absent($"n{s.Nonce}"), s.Events, 0, verbs);
                await CommitAsync(s.Expects is { } name && PartitionOf(tested) == 0
                    ? batch with { Expected = new ExpectedDocument("k", await model.ReadDocumentAsync("k", $"d{name % 2}") ?? new Document("d0", 1, Bytes("e0"))) }
                    : batch);
                break;
            case ModelStep.Hold s:
                ItemHeader? held = await HeldAsync(s.Item);
                Lease lease = held is null ? default : _leases.GetValueOrDefault(held.Id, held.Lease);
                lease = new Lease(lease.Token + s.TokenOff, s.OtherOwner ? new WorkerId("nobody") : lease.Owner);
                await CommitAsync(await BatchAsync(
                    held?.Id ?? Root(s.Item), new Guard.Held(lease, (held?.Length ?? 0) + s.LengthOff), s.Events, s.Field, s.Verbs));
                break;
            case ModelStep.Visit s:
                ItemHeader? seen = await HeaderAsync(s.Item);
                Place place = s.IsRight && seen is { Place: not Place.Ended } ? seen.Place : s.Place;
                await CommitAsync(await BatchAsync(seen?.Id ?? Root(s.Item), new Guard.In(place), 0, 0, s.Verbs));
                break;
            case ModelStep.Build s:
                ItemHeader? made = await MadeAsync(s.Item);
                var guard = new Guard.Made(s.OtherNonce ? "nobody's" : made?.Nonce ?? "n0", Math.Max(0, (made?.Length ?? 0) + s.LengthOff));
                ModelVerb[] opening = s.IsLast ? [new ModelVerb.Plain(new Verb.List("i", true)), new ModelVerb.Plain(new Verb.Ready(Band.New))] : [];
                await CommitAsync(await BatchAsync(made?.Id ?? Root(s.Item), guard, s.Events, 0, opening));
                break;
            case ModelStep.Repeat when _last is { } last && !await WouldBreakAsync(last):
                await CommitAsync(last);
                break;
            case ModelStep.Claim s:
                long number = _sequences.GetValueOrDefault(s.Worker) + (s.SameSequence ? 0 : 1);
                _sequences[s.Worker] = number;
                await ClaimAsync(s, number);
                break;
            case ModelStep.ClaimItem s:
                await ClaimItemAsync(s, (await HeaderAsync(s.Item))?.Id ?? Root(s.Item));
                break;
            case ModelStep.Renew s:
                await RenewAsync(s);
                break;
            case ModelStep.Permit s:
                await BothAsync(async store =>
                {
                    PermitReply reply = await store.PermitAsync(new PermitRequest
                    {
                        Partition = PartitionOf(store),
                        Limit = $"key:{s.Limit}",
                        Concurrency = s.Concurrency,
                        Every = s.EveryMilliseconds is { } ms ? TimeSpan.FromTicks((ms * TimeSpan.TicksPerMillisecond) + 1) : null,
                        Leave = s.Leave,
                        Ask = s.Ask,
                        Wake = s.Wake,
                    });
                    return $"{reply.Now} {reply.IsGranted} {reply.Position} {reply.RetryAt} {string.Join(',', reply.Wake)}";
                });
                break;
            case ModelStep.DeclareDead s:
                await BothAsync(async store => $"{await store.DeclareDeadAsync(PartitionOf(store), WorkerOf(s.Worker))}");
                break;
            case ModelStep.Advance s:
                clock.Advance(TimeSpan.FromMilliseconds(s.Milliseconds));
                await clockChanged();
                break;
            case ModelStep.Blob { Put: true } s:
                await model.PutBlobAsync(PartitionOf(model), $"h{s.Hash}", Bytes("text"));
                await tested.PutBlobAsync(PartitionOf(tested), $"h{s.Hash}", Bytes("text"));
                break;
            case ModelStep.Blob s:
                await BothAsync(async store => $"{await store.DeleteBlobAsync(PartitionOf(store), $"h{s.Hash}")}");
                break;
            case ModelStep.Write s:
                await BothAsync(async store => $"{await store.WriteDocumentAsync(s.IsSetting ? StoreLimits.SettingKind : "k", $"d{s.Name}", s.Expected, s.Delete ? null : Bytes($"e{s.Expected}"))}");
                break;
            case ModelStep.Read s:
                ItemId item = (await HeaderAsync(s.Item))?.Id ?? Root(s.Item);
                await BothAsync(store => ModelReads.AllOf(store, item, s.From));
                break;
        }
    }

    public async Task CompareAsync(Func<IFlowStore, ValueTask<StoreDump>> dump) => Equal(DumpText.Of(await dump(model)), DumpText.Of(await dump(tested)));

    private static ItemId Root(int item) => ItemId.FromStored($"r/{item % 6}");

    private static WorkerId WorkerOf(int number) => new($"w{number}");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static int PartitionOf(IFlowStore store) => store.PartitionOf(Root(0));

    private static void Equal(string expected, string actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"The model says:\n{expected}\nthe store says:\n{actual}");
        }
    }

    private static byte[][] Events(int count) => [.. Enumerable.Range(0, count).Select(i => Bytes($"e{i}"))];

    private async Task BothAsync(Func<IFlowStore, Task<string>> call) => Equal(await call(model), await call(tested));

    private async Task CommitAsync(Batch batch)
    {
        _last = batch;
        await BothAsync(async store => (await store.CommitAsync(batch)).ToString());
    }

    private async Task ClaimAsync(ModelStep.Claim step, long number) => await BothAsync(async store =>
    {
        ClaimReply reply = await store.ClaimAsync(new ClaimRequest
        {
            Partition = PartitionOf(store),
            Worker = WorkerOf(step.Worker),
            Presence = Bytes("p"),
            PresenceFor = TimeSpan.FromSeconds(12),
            Queues = QueueSets[step.Queues],
            Paused = [.. QueueSets[step.Queues].Take(step.Paused)],
            Max = step.Max,
            Sequence = number,
            LeaseFor = LeaseFor,
        });
        foreach (ClaimedItem item in reply.Items)
        {
            _leases[item.Header.Id] = item.Header.Lease;
        }

        return $"{reply.Now} {reply.NextWake} settings {reply.Settings} mail {string.Join(',', reply.Mail)} {string.Join('\n', reply.Items.Select(DumpText.Of))}";
    });

    private async Task ClaimItemAsync(ModelStep.ClaimItem step, ItemId id) => await BothAsync(async store =>
    {
        ItemClaimReply reply = await store.ClaimItemAsync(
            new ItemClaimRequest { Item = id, Worker = WorkerOf(step.Worker), LeaseFor = LeaseFor, Force = step.Force });
        return $"{reply.Now} {reply.Place} {(reply.Item is { } item ? DumpText.Of(item) : "none")}";
    });

    private async Task RenewAsync(ModelStep.Renew step)
    {
        StoreDump known = await model.DumpAsync(0);
        (ItemId, long)[] leases = [.. known.Items.Take(5).Select(i => (i.Header.Id, i.Header.Lease.Token + step.TokenOff))];
        await BothAsync(async store =>
        {
            RenewReply reply = await store.RenewAsync(new RenewRequest(PartitionOf(store), WorkerOf(step.Worker), leases, LeaseFor));
            return $"{reply.Now} {string.Join(',', reply.Leases)}";
        });
    }

    /// <summary>One of the items that exist now; null when there is none.</summary>
    private async Task<ItemHeader?> HeaderAsync(int item)
    {
        StoreDump known = await model.DumpAsync(0);
        return known.Items.Count == 0 ? null : known.Items[item % known.Items.Count].Header;
    }

    /// <summary>One of the ended items that a caller made, else a missing one.</summary>
    private async Task<ItemHeader?> MadeAsync(int item)
    {
        ItemHeader[] ended = [.. (await model.DumpAsync(0)).Items.Select(i => i.Header).Where(h => h.Place == Place.Ended && h.BranchOf is null)];
        return ended.Length == 0 ? null : ended[item % ended.Length];
    }

    /// <summary>Mostly one of the leased items, else any.</summary>
    private async Task<ItemHeader?> HeldAsync(int item)
    {
        StoreDump known = await model.DumpAsync(0);
        return known.Leases.Count > 0 && item % 6 != 5
            ? await model.ReadHeaderAsync(known.Leases[item % known.Leases.Count].Item)
            : await HeaderAsync(item);
    }

    private async Task<Batch> BatchAsync(ItemId item, Guard guard, int events, int field, IReadOnlyList<ModelVerb> verbs)
    {
        StoreDump known = await model.DumpAsync(0);
        List<Verb> resolved = [.. verbs.SelectMany(v => ModelVerbs.Resolve(v, item, known))];
        if (verbs.Any(v => v is ModelVerb.Replace) && !resolved.Any(v => v is Verb.Ready or Verb.Sleep or Verb.Park or Verb.End or Verb.GateEnd or Verb.Remove))
        {
            resolved.Add(new Verb.Ready(Band.Started)); // it must give the lease back
        }

        return new Batch
        {
            Item = item,
            Guard = guard,
            Events = Events(events),
            Fields = field is 0 or > 3 ? [] : [new($"f{field % 2}", field == 3 ? null : $"v{field}")],
            Verbs = resolved,
        };
    }

    /// <summary>Opening a gate whose inputs are used up is a bug of the caller, which no store has to bear.</summary>
    private async Task<bool> WouldBreakAsync(Batch batch)
    {
        StoreDump known = await model.DumpAsync(0);
        return batch.Verbs.Any(v => v is Verb.GateOpen or Verb.GateFill) && known.Gates.Any(g => g.State.Gate == batch.Item.Gate(1));
    }
}
