using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Checks;

/// <summary>Waits for branches: their runs, their branches, their counters.</summary>
internal static class GateChecks
{
    public static IEnumerable<StoreFault> Check(StoreDump dump, KnownItems known)
    {
        ILookup<string, ItemHeader> branches = known.Items.Values.Select(i => i.Header).Where(h => h.BranchOf is not null).ToLookup(h => h.BranchOf!);
        return dump.Gates.SelectMany(g => Gate(g, known, [.. branches[g.State.Gate]]))
            .Concat(branches.Where(b => !known.Gates.ContainsKey(b.Key)).SelectMany(b => b)
                .Select(h => new StoreFault(StoreFaultCode.BranchOrphan, h.Id.Text, $"Its wait '{h.BranchOf}' is gone.")))
            .Concat(known.Items.Values.Select(i => i.Header).Where(h => h.Gate is { } gate && !known.Gates.ContainsKey(gate))
                .Select(h => new StoreFault(StoreFaultCode.GateMissing, h.Id.Text, $"Its wait '{h.Gate}' is gone.")));
    }

    private static IEnumerable<StoreFault> Gate(GateDump gate, KnownItems known, IReadOnlyList<ItemHeader> branches)
    {
        GateState state = gate.State;
        ItemId parent = KnownItems.ParentOf(state.Gate);
        ItemHeader? header = known.Items.GetValueOrDefault(parent)?.Header;
        string? orphan =
            header is null ? $"Its run '{parent}' is gone."
            : header.Place == Place.Ended ? $"Its run '{parent}' has ended."
            : header.Gate != state.Gate ? $"Its run '{parent}' waits for '{header.Gate}'."
            : null;
        if (orphan is not null)
        {
            yield return new StoreFault(StoreFaultCode.GateOrphan, state.Gate, orphan);
        }

        bool isPaused = known.Items.GetValueOrDefault(parent.Run)?.Header is { } run && RunIndexes.IsSuspended(run);
        if (Counters(gate, branches.Count, isPaused) is { } fault)
        {
            yield return new StoreFault(StoreFaultCode.GateCount, state.Gate, fault);
        }

        HashSet<int> ended = [.. gate.Outcomes.Select(o => o.Index)];
        foreach (ItemHeader branch in branches.Where(b => b.BranchIndex >= state.Next || ended.Contains(b.BranchIndex)))
        {
            yield return new StoreFault(StoreFaultCode.BranchOrphan, branch.Id.Text, "Its wait has not started it, or has its outcome already.");
        }
    }

    private static string? Counters(GateDump gate, int live, bool isPaused)
    {
        GateState state = gate.State;
        if (!state.IsOpen)
        {
            return live == 0 && gate.Outcomes.Count == 0 ? null : "It has branches before it was opened.";
        }

        HashSet<int> inputs = [.. gate.Inputs.Select(i => i.Index)];
        return state.Live != live ? $"It counts {state.Live} living branches; there are {live}."
            : state.Done != gate.Outcomes.Count ? $"It counts {state.Done} ended branches; there are {gate.Outcomes.Count} outcomes."
            : state.Next != state.Live + state.Done ? $"It has started {state.Next} branches, but {state.Live} live and {state.Done} have ended."
            : state.Succeeded > state.Done || state.Next > state.Total ? "It counts more than it has."
            : Enumerable.Range(state.Next, state.Total - state.Next).Any(i => !inputs.Contains(i)) ? "An input of a branch to come is missing."
            : !isPaused && !state.IsStopped && state.Live == 0 && state.Next < state.Total ? "It has branches to start, but none lives that would start them."
            : null;
    }
}
