namespace GoTick.Host.Dashboard.Pictures;

/// <summary>Blocks beside each other, with the ways that part above them and meet below them.</summary>
internal sealed class LanesBlock : DrawingBlock
{
    private const double Split = 34;
    private readonly IReadOnlyList<(string Label, DrawingBlock Block)> _lanes;
    private readonly double[] _lefts;
    private readonly double _tallest;

    public LanesBlock(IReadOnlyList<(string Label, DrawingBlock Block)> lanes)
    {
        _lanes = lanes;
        _lefts = new double[lanes.Count];
        double x = 0;
        for (int i = 0; i < lanes.Count; i++)
        {
            double label = lanes[i].Label.Length == 0 ? 0 : TextWidth(lanes[i].Label) + 12;
            double room = Math.Max(lanes[i].Block.Width, lanes[i].Block.Axis + label);
            _lefts[i] = x;
            x += room + (i + 1 < lanes.Count ? Side : 0);
        }

        _tallest = lanes.Max(l => l.Block.Height);
        Width = x;
        Axis = (AxisOf(0) + AxisOf(lanes.Count - 1)) / 2;
        Height = Split + _tallest + Gap;
        IsLeft = lanes.All(l => l.Block.IsLeft);
    }

    /// <inheritdoc/>
    public override void Place(Drawing drawing, double x, double y)
    {
        double bottom = y + Height;
        for (int i = 0; i < _lanes.Count; i++)
        {
            (string label, DrawingBlock block) = _lanes[i];
            double axis = x + AxisOf(i);
            double middle = x + Axis;
            double top = y + Split;
            drawing.Lines.Add(new DrawnLine([(middle, y), (middle, y + 8), (axis, y + 8), (axis, top)], IsBack: false, HasArrow: true));
            if (label.Length > 0)
            {
                drawing.Texts.Add(new DrawnText(axis + 6, y + 24, label));
            }

            block.Place(drawing, axis - block.Axis, top);
            if (!block.IsLeft)
            {
                drawing.Lines.Add(new DrawnLine([(axis, top + block.Height), (axis, bottom - 12), (middle, bottom - 12), (middle, bottom)], IsBack: false, HasArrow: false));
            }
        }
    }

    private double AxisOf(int lane) => _lefts[lane] + _lanes[lane].Block.Axis;
}
