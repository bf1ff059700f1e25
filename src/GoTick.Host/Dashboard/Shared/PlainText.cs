using System.Text.RegularExpressions;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>Texts of flows without what only a terminal understands.</summary>
internal static partial class PlainText
{
    /// <summary>The text without escape sequences and control characters, but for tabs and line ends.</summary>
    public static string Of(string? text) => text is null ? "" : Marks().Replace(text, "");

    // ECMA-48: CSI and OSC sequences, two-character escapes, then whatever control characters are left.
    [GeneratedRegex("\u001b\\[[0-?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|\u001b[ -~]?|[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]")]
    private static partial Regex Marks();
}
