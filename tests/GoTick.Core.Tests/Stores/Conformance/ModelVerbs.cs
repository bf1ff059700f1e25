using System.Text;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>Makes the verbs of a random sequence concrete, by what the model knows.</summary>
internal static class ModelVerbs
{
    public static IEnumerable<Verb> Resolve(ModelVerb verb, ItemId item, StoreDump known)
    {
        ItemHeader? header = known.Items.FirstOrDefault(i => i.Header.Id == item)?.Header;
        string gate = item.Gate(1);
        GateDump? existing = known.Gates.FirstOrDefault(g => g.State.Gate == gate);
        switch (verb)
        {
            case ModelVerb.Plain v:
                return [v.Verb];
            case ModelVerb.Sleep v:
                return [new Verb.Sleep((header?.Inbox ?? 0) - v.Unseen, v.WakeIn is { } ms ? known.Now.Plus(TimeSpan.FromMilliseconds(ms)) : null, v.Band)];
            case ModelVerb.Post v:
                return [new Verb.Post(Target(v.Target, known), $"m{v.Message}", Bytes($"body{v.Message}"))];
            case ModelVerb.PostOwn v:
                return [new Verb.Post(item, $"m{v.Message}", Bytes($"own{v.Message}"))];
            case ModelVerb.Replace v:
                return [new Verb.Replace((header?.Epoch ?? 0) + 1 + v.EpochOff)];
            case ModelVerb.ParkUntil v:
                return [new Verb.Park(known.Now.Plus(TimeSpan.FromMilliseconds(v.WakeIn)))];
            case ModelVerb.Log v:
                return [new Verb.Log(Target(v.Target, known), Inputs(v.Records))];
            case ModelVerb.Child v:
                return [new Verb.Child(Child(v, known))];
            case ModelVerb.Pause v:
                return [new Verb.GatePause(gate, v.IsPaused)];
            case ModelVerb.Close:
                return [new Verb.GateClose(gate)];
            case ModelVerb.EndBranch v when header?.BranchOf is { } branchOf:
                return [new Verb.GateEnd(branchOf, header.BranchIndex, v.Failed, Bytes($"out{header.BranchIndex}"))];
            case ModelVerb.EndBranch:
                return [];
            case ModelVerb.Fill or ModelVerb.Open when existing is { State.IsOpen: true } || gate.Length > 40:
                return [];
            case ModelVerb.Fill v:
                return [new Verb.GateFill(gate, existing?.Inputs.Count ?? 0, Inputs(v.Inputs))];
            case ModelVerb.Open v when existing is not null:
                return [new Verb.GateOpen(Spec(gate, v, existing.Inputs.Count))];
            case ModelVerb.Open v:
                return [new Verb.GateFill(gate, 0, Inputs(v.Total)), new Verb.GateOpen(Spec(gate, v, v.Total))];
            default:
                throw new InvalidOperationException($"Unknown verb {verb}.");
        }
    }

    private static Batch Child(ModelVerb.Child verb, StoreDump known)
    {
        ItemId item = ItemId.FromStored($"r/{verb.Item}");
        // What is passed over needs no verbs that mean something; a repeated batch may find it gone.
        bool isKnown = known.Items.Any(i => i.Header.Id == item);
        IEnumerable<ModelVerb> verbs = isKnown ? [verb.Route] : [verb.Route, .. verb.Verbs];
        return new Batch
        {
            Item = item,
            Guard = new Guard.Absent("c"),
            Events = Inputs(verb.Events),
            Fields = [new("child", "1"), new("none", null)],
            Verbs = [.. verbs.SelectMany(v => Resolve(v, item, known)), .. isKnown ? [new Verb.Ready(Band.New)] : Array.Empty<Verb>()],
        };
    }

    private static ItemId Target(int target, StoreDump known) =>
        known.Items.Count == 0 ? ItemId.FromStored("r/0") : known.Items[target % known.Items.Count].Header.Id;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[][] Inputs(int count) => [.. Enumerable.Range(0, count).Select(i => Bytes($"in{i}"))];

    private static GateSpec Spec(string gate, ModelVerb.Open verb, int total) => new()
    {
        Gate = gate,
        Total = total,
        Limit = verb.Limit,
        Need = verb.Need,
        StopsOnFailure = verb.Stops,
        Queue = "b",
        Priority = 1,
        Line = "x",
        Fields = new Dictionary<string, string> { ["k"] = "branch" },
        Shared = Bytes("shared"),
        DoneMessage = Bytes("done"),
    };
}
