using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A question, and the ways from it.</summary>
internal sealed class ChoiceBlock : DrawingBlock
{
    private const double QuestionHeight = 32;
    private readonly BoxBlock _question;
    private readonly LanesBlock _lanes;

    public ChoiceBlock(PictureChoice choice)
    {
        _question = new BoxBlock(BoxShape.Question, choice, TextWidth(choice.Label) + 44, QuestionHeight, choice.Label);
        _lanes = new LanesBlock([.. choice.Lanes.Select(l => (l.Label, Of(l.Body)))]);
        Axis = Math.Max(_question.Axis, _lanes.Axis);
        Width = Axis + Math.Max(_question.Width - _question.Axis, _lanes.Width - _lanes.Axis);
        Height = QuestionHeight + _lanes.Height;
        IsLeft = _lanes.IsLeft;
    }

    /// <inheritdoc/>
    public override void Place(Drawing drawing, double x, double y)
    {
        _question.Place(drawing, x + Axis - _question.Axis, y);
        _lanes.Place(drawing, x + Axis - _lanes.Axis, y + QuestionHeight);
    }
}
