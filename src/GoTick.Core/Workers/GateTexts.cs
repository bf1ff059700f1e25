using System.Collections.Concurrent;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>What the branches of a gate share, read once a gate.</summary>
internal sealed class GateTexts
{
    private const int Kept = 64;
    private readonly ConcurrentDictionary<string, GateShared> _gates = new();

    /// <exception cref="LeaseLostException">The gate was closed: the branch is not wanted any more.</exception>
    public GateShared Read(HeldItem item)
    {
        string gate = item.Header.BranchOf ?? throw new InvalidOperationException($"{item.Id} is no branch.");
        // A gate's name comes again when its run was removed and started anew; the token that it was opened under never does.
        string key = gate + "@" + item.Header.Fields[HeaderFields.Opened];
        if (_gates.TryGetValue(key, out GateShared? known))
        {
            return known;
        }

        GateState state = item.Read((s, cancel) => s.ReadGateAsync(item.Id, gate, cancel))
            ?? throw new LeaseLostException($"The wait that {item.Id} belongs to is over.");
        GateShared shared = JournalCodec.DecodeShared(state.Shared);
        if (_gates.Count >= Kept)
        {
            _gates.Clear();
        }

        _gates[key] = shared;
        return shared;
    }
}
