namespace GoTick.Host.Dashboard.Pictures;

/// <summary>Words beside a line.</summary>
/// <param name="X">Their left.</param>
/// <param name="Y">Their base line.</param>
/// <param name="Text">The words.</param>
internal sealed record DrawnText(double X, double Y, string Text);
