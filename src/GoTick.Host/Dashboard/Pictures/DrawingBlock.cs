using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A part of a drawing that knows its size before it has a place. One comes in at the top of its axis, and leaves at the bottom of it.</summary>
internal abstract class DrawingBlock
{
    /// <summary>Between two things below each other.</summary>
    protected const double Gap = 26;

    /// <summary>Between two things beside each other, and within frames.</summary>
    protected const double Side = 18;

    /// <summary>A step's width.</summary>
    protected const double StepWidth = 216;

    /// <summary>Its width.</summary>
    public double Width { get; protected init; }

    /// <summary>Its height.</summary>
    public double Height { get; protected init; }

    /// <summary>From its left to where one comes in and leaves.</summary>
    public double Axis { get; protected init; }

    /// <summary>True when nobody leaves it at the bottom.</summary>
    public bool IsLeft { get; protected init; }

    /// <summary>A whole flow, from its start to its end.</summary>
    public static DrawingBlock Whole(PictureSequence body) => new SequenceBlock(
        [new BoxBlock(BoxShape.Start, null, 28, 28, ""), .. body.Parts.Select(Of), .. body.IsLeft ? [] : new[] { new BoxBlock(BoxShape.Done, null, 28, 28, "") }]);

    /// <summary>A sequence.</summary>
    public static DrawingBlock Of(PictureSequence body) => new SequenceBlock([.. body.Parts.Select(Of)]);

    /// <summary>One node.</summary>
    public static DrawingBlock Of(PictureNode node) => node switch
    {
        PictureStep step => new BoxBlock(BoxShape.Step, step, StepWidth, 48, step.Label),
        PictureEnd end => new BoxBlock(BoxShape.End, end, TextWidth(end.Label) + 28, 28, end.Label) { IsLeft = true },
        PictureChoice choice => new ChoiceBlock(choice),
        PictureLoop loop => new FrameBlock("loop", loop, loop.Label, Of(loop.Body), goesBack: true),
        PictureGroup { Body.IsEmpty: true } again => new BoxBlock(BoxShape.End, again, TextWidth(again.Label) + 28, 28, again.Label),
        PictureGroup group => new FrameBlock("group", group, group.Label, Of(group.Body), goesBack: false),
        PictureGuard guard => new GuardBlock(guard),
        PictureParallel parallel => new ParallelBlock(parallel),
        PictureBranch branch => BranchOf(branch),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "No such node is drawn."),
    };

    /// <summary>Draws it with its left upper corner there.</summary>
    public abstract void Place(Drawing drawing, double x, double y);

    /// <summary>About as wide as a text is in the picture's letters.</summary>
    protected static double TextWidth(string text) => Math.Min(text.Length, MostLetters) * 7.2;

    /// <summary>A branch's lane.</summary>
    protected static FrameBlock BranchOf(PictureBranch branch) => new("branch", branch, branch.Label, Of(branch.Body), goesBack: false);

    private const int MostLetters = 60; // the reader cuts there, too
}
