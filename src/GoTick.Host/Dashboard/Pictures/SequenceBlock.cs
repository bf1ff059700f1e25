namespace GoTick.Host.Dashboard.Pictures;

/// <summary>Blocks below each other on one axis; of none it is a way straight through.</summary>
internal sealed class SequenceBlock : DrawingBlock
{
    private const double Through = 20;
    private readonly IReadOnlyList<DrawingBlock> _blocks;

    public SequenceBlock(IReadOnlyList<DrawingBlock> blocks)
    {
        _blocks = blocks;
        Axis = blocks.Select(b => b.Axis).DefaultIfEmpty(Through / 2).Max();
        Width = Axis + blocks.Select(b => b.Width - b.Axis).DefaultIfEmpty(Through / 2).Max();
        Height = blocks.Count == 0 ? Through : blocks.Sum(b => b.Height) + (Gap * (blocks.Count - 1));
        IsLeft = blocks is [.., { IsLeft: true }];
    }

    /// <inheritdoc/>
    public override void Place(Drawing drawing, double x, double y)
    {
        double axis = x + Axis;
        if (_blocks.Count == 0)
        {
            drawing.Lines.Add(new DrawnLine([(axis, y), (axis, y + Height)], IsBack: false, HasArrow: false));
        }

        for (int i = 0; i < _blocks.Count; i++)
        {
            _blocks[i].Place(drawing, axis - _blocks[i].Axis, y);
            y += _blocks[i].Height;
            if (i + 1 < _blocks.Count)
            {
                drawing.Lines.Add(new DrawnLine([(axis, y), (axis, y + Gap)], IsBack: false, HasArrow: true));
                y += Gap;
            }
        }
    }
}
