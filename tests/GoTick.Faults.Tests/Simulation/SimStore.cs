using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>
/// A machine's way to the store: every call is a point where the world may go on without it, where it may be lost, and where its machine may stand
/// still or die. Calls of threads wait in lock step; those of asynchronous code are answered at once, or fail.
/// </summary>
internal sealed class SimStore(IFlowStore inner, SimMachine machine, SimWeather weather, TimeSpan lease, SimRules rules) : StoreDecorator(inner)
{
    private long _cutOffUntil;
    private long _asked;
    private int? _pauses;

    private SimScheduler World => machine.Scheduler;

    private bool IsFoul => World.Now < weather.End.Ticks;

    public override ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default) => Call($"commit {Name(batch)}", () => Inner.CommitAsync(batch, cancel), r => r.Result);

    public override CommitReply Commit(Batch batch) => Wait(Call($"commit {Name(batch)}", () => new ValueTask<CommitReply>(Inner.Commit(batch)), r => r.Result));

    public override ValueTask<ClaimReply> ClaimAsync(ClaimRequest request, CancellationToken cancel = default)
    {
        Obeys(request);
        return Call("claim", () => Obeyed(request, Inner.ClaimAsync(request, cancel)), Items);
    }

    public override ClaimReply Claim(ClaimRequest request)
    {
        Obeys(request);
        return Wait(Call("claim", () => Obeyed(request, new ValueTask<ClaimReply>(Inner.Claim(request))), Items));
    }

    public override ValueTask<ItemClaimReply> ClaimItemAsync(ItemClaimRequest request, CancellationToken cancel = default) =>
        Call($"claim {request.Item}", () => Inner.ClaimItemAsync(request, cancel), r => r.Item is not null);

    public override ValueTask<RenewReply> RenewAsync(RenewRequest request, CancellationToken cancel = default) =>
        Call($"renew {request.Leases.Count}", () => Inner.RenewAsync(request, cancel), r => string.Concat(r.Leases.Select(l => l.IsHeld ? '+' : '-')));

    public override ValueTask<int> DeclareDeadAsync(int partition, WorkerId worker, CancellationToken cancel = default) =>
        Call("leave", () => Inner.DeclareDeadAsync(partition, worker, cancel), n => n);

    public override ValueTask<ItemHeader?> ReadHeaderAsync(ItemId item, CancellationToken cancel = default) => Read($"header {item}", () => Inner.ReadHeaderAsync(item, cancel));

    public override ValueTask<IReadOnlyList<ItemHeader?>> ReadHeadersAsync(IReadOnlyList<ItemId> items, CancellationToken cancel = default) =>
        Read("headers", () => Inner.ReadHeadersAsync(items, cancel));

    public override ValueTask<IReadOnlyList<IndexEntry>> ReadIndexAsync(int partition, string index, StoreTime? before, int count, CancellationToken cancel = default) =>
        Read($"index {index}", () => Inner.ReadIndexAsync(partition, index, before, count, cancel));

    public override ValueTask<Document?> ReadDocumentAsync(string kind, string name, CancellationToken cancel = default) =>
        Read($"{kind} {name}", () => Inner.ReadDocumentAsync(kind, name, cancel));

    public override async ValueTask<IReadOnlyList<Document>> ListDocumentsAsync(string kind, CancellationToken cancel = default)
    {
        int pauses = 0;
        IReadOnlyList<Document> documents = await Read(kind, () =>
        {
            pauses = rules.Pauses;
            return Inner.ListDocumentsAsync(kind, cancel);
        });
        _pauses = kind == StoreLimits.SettingKind ? pauses : _pauses;
        return documents;
    }

    public override ValueTask<IReadOnlyList<byte[]>> ReadJournalAsync(ItemId item, int from, int count, CancellationToken cancel = default) =>
        Read($"journal {item}", () => Inner.ReadJournalAsync(item, from, count, cancel));

    public override ValueTask<IReadOnlyList<InboxMessage>> ReadInboxAsync(ItemId item, long after, int count, CancellationToken cancel = default) =>
        Read($"inbox {item}", () => Inner.ReadInboxAsync(item, after, count, cancel));

    public override ValueTask<GateState?> ReadGateAsync(ItemId item, string gate, CancellationToken cancel = default) => Read($"gate {gate}", () => Inner.ReadGateAsync(item, gate, cancel));

    public override ValueTask<IReadOnlyList<GateOutcome>> ReadOutcomesAsync(ItemId item, string gate, int from, int count, CancellationToken cancel = default) =>
        Read($"outcomes {gate}", () => Inner.ReadOutcomesAsync(item, gate, from, count, cancel));

    public override ValueTask<byte[]?> ReadBlobAsync(int partition, string hash, CancellationToken cancel = default) => Read("text", () => Inner.ReadBlobAsync(partition, hash, cancel));

    public override ValueTask<IReadOnlyList<ItemId>> ReadGoneAsync(int partition, int count, CancellationToken cancel = default) => Read("gone", () => Inner.ReadGoneAsync(partition, count, cancel));

    public override async ValueTask<IReadOnlyList<WorkerPresence>> ReadWorkersAsync(int partition, CancellationToken cancel = default)
    {
        // They are all in this process; to each other they are on machines of their own, of which nothing is known but what the leases say. And so each believes that
        // it is the one to look through the limits: which one else would be, their names decide, which no seed does.
        await Read("workers", () => Inner.ReadWorkersAsync(partition, cancel));
        return [];
    }

    public override ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default) => Call($"permit {request.Limit}", () => Inner.PermitAsync(request, cancel), r => r.IsGranted);

    public override ValueTask<IReadOnlyList<LimitState>> ReadLimitsAsync(int partition, string after, int count, CancellationToken cancel = default) =>
        Read("limits", () => Inner.ReadLimitsAsync(partition, after, count, cancel));

    public override ValueTask<LimitPermits> ReadPermitsAsync(int partition, string limit, int waiters, CancellationToken cancel = default) =>
        Read("permits", () => Inner.ReadPermitsAsync(partition, limit, waiters, cancel));

    public override ValueTask<IAsyncDisposable> ListenAsync(WorkerId worker, Action wake, CancellationToken cancel = default) => Inner.ListenAsync(
        worker,
        () =>
        {
            if (!machine.IsDead && !(IsFoul && World.Chance(weather.WakeLost)))
            {
                World.In(World.Between(0, 0.02), machine, wake);
            }
        },
        cancel);

    /// <summary>Whoever has read the present pauses, asks by them.</summary>
    private void Obeys(ClaimRequest request) => rules.Check(
        _pauses != rules.Pauses || request.Paused.Contains(SimPlan.Queue) == (rules.Pauses % 2 == 1),
        $"{machine.Name} knows what is paused, and asks as if '{string.Join(", ", request.Paused)}' were.");

    /// <summary>A queue that a claim calls paused gives nothing; but what an earlier one took, whose answer was lost, comes.</summary>
    private async ValueTask<ClaimReply> Obeyed(ClaimRequest request, ValueTask<ClaimReply> call)
    {
        ClaimReply reply = await call;
        bool isRepeated = request.Sequence == _asked;
        _asked = request.Sequence;
        rules.Check(
            isRepeated || !reply.Items.Any(i => request.Paused.Contains(i.Header.Queue) && i.Header.Band != Band.Control),
            $"{machine.Name} got {Items(reply)}, although their queue is paused.");
        return reply;
    }

    private static object Items(ClaimReply reply) => string.Join(",", reply.Items.Select(i => i.Header.Id));

    private static string Name(Batch batch) => $"{batch.Item} {string.Join("+", batch.Verbs.Select(v => v.GetType().Name))} {batch.Events.Count}";

    private static T Wait<T>(ValueTask<T> call) => call.AsTask().GetAwaiter().GetResult();

    private ValueTask<T> Read<T>(string what, Func<ValueTask<T>> call) => Call(what, call, _ => "");

    /// <summary>Complete when it comes back: threads have waited, asynchronous code does not wait.</summary>
    private ValueTask<T> Call<T>(string what, Func<ValueTask<T>> call, Func<T, object> answer)
    {
        Alive();
        Pass(World.Between(0, 0.003));
        MayHappen();
        if (World.Now < _cutOffUntil || Happens(weather.Lost))
        {
            throw Unavailable(what, "lost");
        }

        T reply = Wait(call());
        if (Happens(weather.Twice))
        {
            World.Note($"{machine.Name} {what} arrives twice");
            if (World.Chance(0.5))
            {
                reply = Wait(call());
            }
            else
            {
                // Not tied to the machine: what is under way arrives, whatever becomes of the sender.
                World.In(World.Between(0, 30), null, () => Wait(call()));
            }
        }

        World.Note($"{machine.Name} {what} -> {answer(reply)}");
        MayHappen();
        if (World.Chance(0.3))
        {
            Pass(World.Between(0, 0.003));
        }

        return Happens(weather.AnswerLost) ? throw Unavailable(what, "answer lost") : new ValueTask<T>(reply);
    }

    private bool Happens(double probability) => IsFoul && World.Chance(probability);

    /// <summary>What may happen to the whole machine.</summary>
    private void MayHappen()
    {
        if (Happens(weather.Death))
        {
            World.In(TimeSpan.Zero, null, machine.Die);
            Pass(World.Between(0, 1)); // a thread does not come back from here
        }
        else if (Happens(weather.StandStill))
        {
            machine.StandStill(World.Between(0, 3 * lease.TotalSeconds));
            Pass(TimeSpan.FromTicks(1));
        }
        else if (Happens(weather.CutOff))
        {
            TimeSpan time = World.Between(0, 3 * lease.TotalSeconds);
            World.Note($"{machine.Name} is cut off for {time.TotalSeconds:F3} s");
            _cutOffUntil = World.Now + time.Ticks;
        }

        Alive();
    }

    private StoreUnavailableException Unavailable(string what, string how)
    {
        World.Note($"{machine.Name} {what}: {how}");
        return new StoreUnavailableException(how);
    }

    private void Pass(TimeSpan time) => SimActor.Current?.Yield(time);

    private void Alive()
    {
        if (machine.IsDead)
        {
            throw new SimDeath();
        }
    }
}
