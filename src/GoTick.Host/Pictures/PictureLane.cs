namespace GoTick.Host.Pictures;

/// <summary>One way of several.</summary>
/// <param name="Label">When it is gone, or the branch's name.</param>
/// <param name="Body">What happens there.</param>
public sealed record PictureLane(string Label, PictureSequence Body);
