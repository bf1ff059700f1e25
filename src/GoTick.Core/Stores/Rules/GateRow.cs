using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Rules;

/// <summary>A gate while the rules work on it; written back whole.</summary>
internal sealed class GateRow
{
    public required string Gate { get; init; }
    public required ItemId Parent { get; init; }
    public GateSpec? Spec { get; set; }
    public int Next { get; set; }
    public int Done { get; set; }
    public int Succeeded { get; set; }
    public int Live { get; set; }
    public bool IsStopped { get; set; }
    public bool IsPosted { get; set; }

    public ItemId Branch(int index) => ItemId.FromStored($"{Gate}.{index}");

    public GateState ToState() => new()
    {
        Gate = Gate,
        IsOpen = Spec is not null,
        Total = Spec?.Total ?? 0,
        Next = Next,
        Done = Done,
        Succeeded = Succeeded,
        Live = Live,
        IsStopped = IsStopped,
        Shared = Spec?.Shared ?? [],
    };
}
