using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A box of a drawing.</summary>
/// <param name="Shape">What it looks like.</param>
/// <param name="Node">What it stands for; null for the start and the end of the flow.</param>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Label">What stands in it.</param>
internal sealed record DrawnBox(BoxShape Shape, PictureNode? Node, double X, double Y, double Width, double Height, string Label);
