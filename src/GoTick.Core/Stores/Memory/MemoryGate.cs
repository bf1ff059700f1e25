using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Memory;

/// <summary>A gate with its inputs and outcomes.</summary>
internal sealed class MemoryGate(GateRow row)
{
    public GateRow Row { get; } = row;

    public SortedDictionary<int, byte[]> Inputs { get; } = [];

    public SortedDictionary<int, byte[]> Outcomes { get; } = [];
}
