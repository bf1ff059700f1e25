using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A frame with a head around a block; a loop's has the way back at its right.</summary>
internal sealed class FrameBlock : DrawingBlock
{
    private const double Head = 28;
    private const double Back = 13; // above the arrow of the way down
    private readonly string _kind;
    private readonly PictureNode _node;
    private readonly string _label;
    private readonly DrawingBlock _inner;
    private readonly bool _goesBack;

    public FrameBlock(string kind, PictureNode node, string label, DrawingBlock inner, bool goesBack)
    {
        (_kind, _node, _label, _inner, _goesBack) = (kind, node, label, inner, goesBack);
        double needed = TextWidth(label) + (2 * Side);
        double spare = Math.Max(0, needed - (inner.Width + (2 * Side)));
        Axis = inner.Axis + Side + (spare / 2);
        Width = Math.Max(needed, inner.Width + (2 * Side)) + (goesBack ? Side : 0);
        Height = Head + Side + inner.Height + Side;
        IsLeft = inner.IsLeft && !goesBack;
    }

    /// <inheritdoc/>
    public override void Place(Drawing drawing, double x, double y)
    {
        drawing.Frames.Add(new DrawnFrame(_kind, _node, x, y, Width, Height, _label));
        double axis = x + Axis;
        double top = y + Head + Side;
        double bottom = top + _inner.Height;
        drawing.Lines.Add(new DrawnLine([(axis, y + Head), (axis, top)], IsBack: false, HasArrow: _inner is not LanesBlock));
        _inner.Place(drawing, axis - _inner.Axis, top);
        if (!_inner.IsLeft)
        {
            drawing.Lines.Add(new DrawnLine([(axis, bottom), (axis, y + Height)], IsBack: false, HasArrow: false));
        }

        if (_goesBack)
        {
            double right = x + Width - (Side / 2);
            drawing.Lines.Add(new DrawnLine([(axis, bottom + (Side / 2)), (right, bottom + (Side / 2)), (right, top - Back), (axis + 1, top - Back)], IsBack: true, HasArrow: true));
        }
    }
}
