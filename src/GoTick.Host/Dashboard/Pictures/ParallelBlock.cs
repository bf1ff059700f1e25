using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>Branches beside each other within a frame; of a wait whose branches the text does not show, a box.</summary>
internal sealed class ParallelBlock : DrawingBlock
{
    private readonly DrawingBlock _shown;

    public ParallelBlock(PictureParallel parallel)
    {
        _shown = parallel.Branches.Count == 0
            ? new BoxBlock(BoxShape.Step, parallel, StepWidth, 48, parallel.Label)
            : new FrameBlock("parallel", parallel, parallel.Label, new LanesBlock([.. parallel.Branches.Select(b => ("", (DrawingBlock)BranchOf(b)))]), goesBack: false);
        (Width, Height, Axis) = (_shown.Width, _shown.Height, _shown.Axis);
    }

    /// <inheritdoc/>
    public override void Place(Drawing drawing, double x, double y) => _shown.Place(drawing, x, y);
}
