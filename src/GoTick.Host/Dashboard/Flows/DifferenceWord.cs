namespace GoTick.Host.Dashboard.Flows;

/// <summary>A piece of a line.</summary>
/// <param name="Text">The piece.</param>
/// <param name="IsChanged">True when the other text has another one in its place, or none.</param>
public sealed record DifferenceWord(string Text, bool IsChanged);
