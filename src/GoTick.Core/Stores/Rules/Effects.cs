using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Rules;

/// <summary>What others should hear of after a commit. Hints: losing them costs time only.</summary>
internal sealed class Effects
{
    /// <summary>A queue name for each item that became ready.</summary>
    public List<string> ReadyQueues { get; } = [];

    /// <summary>The items that ended or went away.</summary>
    public List<ItemId> Ended { get; } = [];

    /// <summary>The workers that got mail.</summary>
    public List<WorkerId> Mailed { get; } = [];
}
