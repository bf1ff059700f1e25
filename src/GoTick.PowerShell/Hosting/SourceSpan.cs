namespace GoTick.PowerShell.Hosting;

/// <summary>A place in a version's texts, as its author wrote them.</summary>
/// <param name="File">Relative to the flow's folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Code">The text there; null when unknown.</param>
internal sealed record SourceSpan(string File, int Line, int Column, string? Code);
