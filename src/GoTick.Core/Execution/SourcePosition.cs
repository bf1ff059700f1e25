namespace GoTick.Core.Execution;

/// <summary>Where in the flow's texts something stands.</summary>
/// <param name="Script">The file, relative to the flow's folder; null when unknown.</param>
/// <param name="Line">From 1; 0 when unknown.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
public readonly record struct SourcePosition(string? Script, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Script ?? "<unknown>"}:{Line}";
}
