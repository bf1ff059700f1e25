using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A picture with its places, in pixels at scale 1: what is drawn, in the order in which it is.</summary>
internal sealed class Drawing
{
    /// <summary>Its width.</summary>
    public double Width { get; set; }

    /// <summary>Its height.</summary>
    public double Height { get; set; }

    /// <summary>What stands around others; outer ones first.</summary>
    public List<DrawnFrame> Frames { get; } = [];

    /// <summary>The ways.</summary>
    public List<DrawnLine> Lines { get; } = [];

    /// <summary>Steps, questions and ends.</summary>
    public List<DrawnBox> Boxes { get; } = [];

    /// <summary>Words beside lines.</summary>
    public List<DrawnText> Texts { get; } = [];

    /// <summary>Places a picture.</summary>
    public static Drawing Of(FlowPicture picture)
    {
        var drawing = new Drawing();
        DrawingBlock body = DrawingBlock.Whole(picture.Body);
        body.Place(drawing, Margin, Margin);
        drawing.Width = body.Width + (2 * Margin);
        drawing.Height = body.Height + (2 * Margin);
        return drawing;
    }

    private const double Margin = 16;
}
