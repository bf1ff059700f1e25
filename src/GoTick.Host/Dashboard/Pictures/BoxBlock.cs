using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A single box.</summary>
internal sealed class BoxBlock : DrawingBlock
{
    private readonly BoxShape _shape;
    private readonly PictureNode? _node;
    private readonly string _label;

    public BoxBlock(BoxShape shape, PictureNode? node, double width, double height, string label)
    {
        (_shape, _node, _label) = (shape, node, label);
        (Width, Height, Axis) = (width, height, width / 2);
    }

    /// <inheritdoc/>
    public override void Place(Drawing drawing, double x, double y) => drawing.Boxes.Add(new DrawnBox(_shape, _node, x, y, Width, Height, _label));
}
