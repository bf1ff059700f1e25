using CsCheck;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>Random sequences made to collide: few items, queues, lines, messages and moments; guards right more often than wrong.</summary>
public static class ModelGen
{
    private static readonly Gen<int> Item = Gen.Int[0, 11];
    private static readonly Gen<int> Worker = Gen.Int[0, 2];

    private static readonly Gen<Band> AnyBand = One(Band.Control, Band.Started, Band.Branches, Band.New);
    private static readonly Gen<int> Off = Gen.Frequency((8, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(-1)));

    private static readonly Gen<ModelVerb> Route = Gen.Select(One("a", "a", "b"), Gen.Int[0, 1], One("", "x", "y"), Plain);

    private static readonly Gen<ModelVerb> Aside = Gen.Frequency(
        (2, Route),
        (4, Gen.Select(Item, Gen.Int[0, 3], (t, m) => (ModelVerb)new ModelVerb.Post(t, m))),
        (1, Gen.Int[0, 3].Select(m => (ModelVerb)new ModelVerb.PostOwn(m))),
        (2, Gen.Int[0, 3].Select(m => Plain(new Verb.Take([$"m{m}", "m0"])))),
        (2, Gen.Select(One("i", "j"), Gen.Bool, (i, on) => Plain(new Verb.List(i, on)))),
        (1, Gen.Select(Item, Gen.Int[1, 2], (t, n) => (ModelVerb)new ModelVerb.Log(t, n))),
        (1, Gen.Int[0, 1].Select(h => Plain(new Verb.BlobHold($"h{h}")))),
        (1, Gen.Int[0, 1].Select(h => Plain(new Verb.BlobRelease($"h{h}")))));

    private static readonly Gen<ModelVerb> Gate = Gen.Frequency(
        (1, Gen.Int[1, 3].Select(n => (ModelVerb)new ModelVerb.Fill(n))),
        (4, Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[1, 6], Gen.Bool, (t, l, n, s) => (ModelVerb)new ModelVerb.Open(t, l, n, s))),
        (2, Gen.Bool.Select(p => (ModelVerb)new ModelVerb.Pause(p))),
        (1, Gen.Const((ModelVerb)new ModelVerb.Close())));

    private static readonly Gen<ModelVerb> Move = Gen.Frequency(
        (4, AnyBand.Select(b => Plain(new Verb.Ready(b)))),
        (4, Gen.Select(Gen.Int[0, 1], One<int?>(null, -5, 0, 10, 20, 20, 1_000), AnyBand, (u, w, b) => (ModelVerb)new ModelVerb.Sleep(u, w, b))),
        (8, Gen.Bool.Select(f => (ModelVerb)new ModelVerb.EndBranch(f))),
        (1, Gen.Int[0, 2].Select(s => Plain(new Verb.End(TimeSpan.FromSeconds(s))))),
        (2, One<long?>(null, 0, 1).Select(seen => Plain(new Verb.Park(null, seen)))),
        (1, One(-5, 10, 20, 1_000).Select(w => (ModelVerb)new ModelVerb.ParkUntil(w))),
        (1, Gen.Const(Plain(new Verb.Remove()))));

    private static readonly Gen<ModelVerb> Child = Gen.Select(
        Gen.Int[4, 8], Gen.Int[0, 2], Route, InOrder(Aside), (i, e, r, v) => (ModelVerb)new ModelVerb.Child(i, e, r, v));

    private static readonly Gen<IReadOnlyList<ModelVerb>> Verbs = InOrder(Gen.Frequency((9, Aside), (1, Child)));

    /// <summary>What a holder does: as everybody, and sometimes it goes on as new.</summary>
    private static readonly Gen<IReadOnlyList<ModelVerb>> HeldVerbs = Gen.Frequency(
        (9, Verbs),
        (1, Gen.Select(Off, Aside.Array[0, 1], Move.Array[0, 1], (o, aside, move) => (IReadOnlyList<ModelVerb>)[new ModelVerb.Replace(o), .. aside, .. move])));

    /// <summary>What a new item begins with: often a sleep, so that timers of different moments come due in one sweep.</summary>
    private static readonly Gen<IReadOnlyList<ModelVerb>> First = Gen.Frequency(
        (2, Verbs),
        (1, Gen.Select(One(10, 20, 30), AnyBand, (w, b) => (IReadOnlyList<ModelVerb>)[new ModelVerb.Sleep(0, w, b)])));

    private static readonly Gen<PermitAsk?> Ask = Gen.Frequency(
        (1, Gen.Const((PermitAsk?)null)),
        (4, Gen.Select(Gen.Int[0, 7], Gen.Int[0, 9], One("", "x", "y:z"), One(0, 0, 7, -7), (h, t, l, p) => (PermitAsk?)new PermitAsk($"h{h}", t == 0 ? "t" : "", l, p))));

    private static readonly Gen<ModelStep> Permit = Gen.Select(
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Const(1))), One<int?>(1, 2, 2, null), One<int?>(null, null, 10, 1_000), Gen.Select(Gen.Int[0, 7], One(null, null, "", "t"), (h, t) => new PermitLeave($"h{h}", t)).Array[0, 2], Ask, Gen.Int[0, 3],
        (n, c, e, l, a, w) => (ModelStep)new ModelStep.Permit(n, c, e, l, a, w));

    private static readonly Gen<ModelStep> Step = Gen.Frequency(
        (9, Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1], Gen.Int[0, 2], One<int?>(null, null, null, 0, 1), Route, First,
            (i, n, e, d, r, v) => (ModelStep)new ModelStep.Create(i, n, e, d, r, v))),
        (16, Gen.Select(Item, Off, Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true))), Off, Gen.Int[0, 2], Gen.Int[0, 4], HeldVerbs,
            (i, t, o, l, e, f, v) => (ModelStep)new ModelStep.Hold(i, t, o, l, e, f, v))),
        (5, Gen.Select(Item, One(Place.Ready, Place.Waiting, Place.Parked, Place.Leased), Gen.Int[0, 3].Select(x => x > 0), Verbs,
            (i, p, r, v) => (ModelStep)new ModelStep.Visit(i, p, r, v))),
        (4, Gen.Select(Item, Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true))), Off, Gen.Int[1, 3], Gen.Bool,
            (i, n, l, e, r) => (ModelStep)new ModelStep.Build(i, n, l, e, r))),
        (2, Gen.Const((ModelStep)new ModelStep.Repeat())),
        (10, Gen.Select(Worker, Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[1, 4])), Gen.Int[0, 3], Gen.Int[0, 5].Select(x => x == 0), One(0, 0, 1),
            (w, m, q, s, p) => (ModelStep)new ModelStep.Claim(w, m, q, s, p))),
        (8, Permit),
        (3, Gen.Select(Item, Worker, Gen.Bool, (i, w, f) => (ModelStep)new ModelStep.ClaimItem(i, w, f))),
        (2, Gen.Select(Worker, Off, (w, t) => (ModelStep)new ModelStep.Renew(w, t))),
        (1, Worker.Select(w => (ModelStep)new ModelStep.DeclareDead(w))),
        (4, One(1, 10, 20, 1_000, 4_000, 9_000, 16_000).Select(ms => (ModelStep)new ModelStep.Advance(ms))),
        (1, Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2].Select(x => x > 0), (h, p) => (ModelStep)new ModelStep.Blob(h, p))),
        (1, Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Bool, Gen.Bool, (n, e, d, s) => (ModelStep)new ModelStep.Write(n, e, d, s))),
        (2, Gen.Select(Item, Gen.Int[0, 2], (i, f) => (ModelStep)new ModelStep.Read(i, f))));

    public static Gen<ModelStep[]> Sequence { get; } = Step.Array[10, 80];

    private static ModelVerb Plain(string queue, int priority, string line) => Plain(new Verb.Route(queue, priority, line));

#pragma warning disable CA1859 // The generators are covariant in nothing: all verbs must have one type.
    private static ModelVerb Plain(Verb verb) => new ModelVerb.Plain(verb);
#pragma warning restore CA1859

    /// <summary>Up to two effects aside, at most one on the gate, then at most one that moves the item.</summary>
    private static Gen<IReadOnlyList<ModelVerb>> InOrder(Gen<ModelVerb> aside) => Gen.Select(
        aside.Array[0, 2], Gen.Frequency((3, Gen.Const(Array.Empty<ModelVerb>())), (1, Gate.Array[1])), Move.Array[0, 1],
        (first, gate, move) => (IReadOnlyList<ModelVerb>)[.. first, .. gate, .. move]);

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
