using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A frame around others.</summary>
/// <param name="Kind">A word for its looks: <c>loop</c>, <c>group</c>, <c>guard</c>, <c>catch</c>, <c>finally</c>, <c>parallel</c>, <c>branch</c>.</param>
/// <param name="Node">What it stands for.</param>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Label">What stands in its head.</param>
internal sealed record DrawnFrame(string Kind, PictureNode Node, double X, double Y, double Width, double Height, string Label);
