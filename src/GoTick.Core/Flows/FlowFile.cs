namespace GoTick.Core.Flows;

/// <summary>One text of a flow version.</summary>
/// <param name="Path">Relative to the flow's folder, with <c>/</c>.</param>
/// <param name="Text">Decoded, no BOM, LF line endings.</param>
public sealed record FlowFile(string Path, string Text);
