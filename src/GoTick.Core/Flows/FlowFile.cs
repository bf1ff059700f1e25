namespace GoTick.Core.Flows;

/// <summary>One text of a flow version.</summary>
/// <param name="Path">Relative to the flow's folder, with <c>/</c>.</param>
/// <param name="Text">Decoded, no BOM, LF line endings.</param>
public sealed record FlowFile(string Path, string Text)
{
    /// <summary>A text as it is stored. Only what an editor or git changes: a form feed or U+2028 in a string is the script's own.</summary>
    public static string Normalized(string text) =>
        text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
