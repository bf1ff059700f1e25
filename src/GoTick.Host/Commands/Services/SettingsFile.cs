using System.Text.RegularExpressions;

namespace GoTick.Host.Commands.Services;

/// <summary>The file with a service's environment, a line <c>NAME=VALUE</c> or <c>NAME="VALUE"</c> each, as systemd reads it, too.</summary>
internal static partial class SettingsFile
{
    /// <summary>Its variables; none when there is no file.</summary>
    public static IReadOnlyList<(string Name, string Value)> Read(string path) =>
        File.Exists(path) ? [.. File.ReadAllLines(path).Select(Of).OfType<(string, string)>()] : [];

    private static (string Name, string Value)? Of(string line)
    {
        int at = line.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || line.TrimStart().StartsWith('#'))
        {
            return null;
        }

        string value = line[(at + 1)..].Trim();
        return (line[..at].Trim(), value is ['"', .., '"'] ? Escaped().Replace(value[1..^1], "$1") : value);
    }

    [GeneratedRegex("""\\(["\\])""")]
    private static partial Regex Escaped();
}
