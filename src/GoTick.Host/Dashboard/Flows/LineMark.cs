namespace GoTick.Host.Dashboard.Flows;

/// <summary>A line of a text that is to be seen.</summary>
/// <param name="Path">The text's path.</param>
/// <param name="Line">From 1.</param>
/// <param name="Note">What is there.</param>
/// <param name="IsBad">True for an error.</param>
public sealed record LineMark(string Path, int Line, string Note, bool IsBad);
