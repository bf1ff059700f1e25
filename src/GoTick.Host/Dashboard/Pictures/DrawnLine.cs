namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A way from one place to the next, through corners.</summary>
/// <param name="Points">From, corners, to.</param>
/// <param name="IsBack">True for the way back of a loop.</param>
/// <param name="HasArrow">True when its end is somewhere to go to.</param>
internal sealed record DrawnLine(IReadOnlyList<(double X, double Y)> Points, bool IsBack, bool HasArrow);
