using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>What is tried, beside it what is done about errors, below both what is done in the end.</summary>
internal sealed class GuardBlock : DrawingBlock
{
    private readonly FrameBlock _body;
    private readonly IReadOnlyList<FrameBlock> _catches;
    private readonly FrameBlock? _finally;
    private readonly double _tallest;

    public GuardBlock(PictureGuard guard)
    {
        _body = new FrameBlock("guard", guard, "try", Of(guard.Body), goesBack: false);
        _catches = [.. guard.Catches.Select(c => new FrameBlock("catch", guard, c.Label, Of(c.Body), goesBack: false))];
        _finally = guard.Finally.IsEmpty ? null : new FrameBlock("finally", guard, "finally", Of(guard.Finally), goesBack: false);
        _tallest = _catches.Select(c => c.Height).Append(_body.Height).Max();
        Axis = Math.Max(_body.Axis, _finally?.Axis ?? 0);
        double beside = Axis - _body.Axis + _body.Width + _catches.Sum(c => Side + c.Width);
        Width = Math.Max(beside, _finally is null ? 0 : Axis - _finally.Axis + _finally.Width);
        Height = _tallest + Meet + (_finally is null ? 0 : _finally.Height);
        IsLeft = _body.IsLeft && _catches.All(c => c.IsLeft);
    }

    private double Meet => _catches.Count > 0 || _finally is not null ? Gap : 0;

    /// <inheritdoc/>
    public override void Place(Drawing drawing, double x, double y)
    {
        double axis = x + Axis;
        double meet = y + _tallest + Meet;
        _body.Place(drawing, axis - _body.Axis, y);
        if (!_body.IsLeft && meet > y + _body.Height)
        {
            drawing.Lines.Add(new DrawnLine([(axis, y + _body.Height), (axis, meet)], IsBack: false, HasArrow: _finally is not null));
        }

        double left = axis - _body.Axis + _body.Width + Side;
        foreach (FrameBlock caught in _catches)
        {
            caught.Place(drawing, left, y);
            drawing.Lines.Add(new DrawnLine([(left - Side, y + 14), (left, y + 14)], IsBack: true, HasArrow: true));
            if (!caught.IsLeft)
            {
                double from = left + caught.Axis;
                drawing.Lines.Add(new DrawnLine([(from, y + caught.Height), (from, meet - (Gap / 2)), (axis, meet - (Gap / 2)), (axis, meet)], IsBack: false, HasArrow: false));
            }

            left += caught.Width + Side;
        }

        _finally?.Place(drawing, axis - _finally.Axis, meet);
    }
}
