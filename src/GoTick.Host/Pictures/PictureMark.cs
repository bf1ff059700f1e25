using GoTick.Core.Client;

namespace GoTick.Host.Pictures;

/// <summary>How a node of a picture stands in one run.</summary>
/// <param name="State">The most telling state of its steps.</param>
/// <param name="Steps">The run's steps that are it, in their order; of a branch's step those of all branches.</param>
/// <param name="Branches">The branches that are it, in their order.</param>
public sealed record PictureMark(MarkState State, IReadOnlyList<StepView> Steps, IReadOnlyList<BranchView> Branches)
{
    /// <summary>Nothing of it has happened.</summary>
    public static readonly PictureMark None = new(MarkState.None, [], []);

    /// <summary>How many times it was done or is being done.</summary>
    public int Count => Branches.Count > 0 ? Branches.Count : Steps.Count;
}
