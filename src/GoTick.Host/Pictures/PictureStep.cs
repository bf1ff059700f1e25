using GoTick.Core.Flows;

namespace GoTick.Host.Pictures;

/// <summary>A call of a step's cmdlet.</summary>
public sealed record PictureStep : PictureNode
{
    /// <summary>What it is.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>Its name as the text has it: <c>deploy</c>, <c>deploy $Server</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Which steps of a run are this one.</summary>
    public required StepNames Names { get; init; }
}
