using System.Security.Cryptography;
using System.Text;
using GoTick.Core.Client;

namespace GoTick.Host.Commands;

/// <summary>What a run of <c>gotick run</c> is found by: the script's full path and the arguments.</summary>
internal readonly record struct RunName(string Digest)
{
    private const string TagStart = "gotick-run-";

    /// <summary>Its queue, which nobody else serves.</summary>
    public string Queue => "run-" + Digest;

    /// <summary>Its tag.</summary>
    public string Tag => TagStart + Digest;

    /// <summary>True when a run was started by <c>gotick run</c>.</summary>
    public static bool IsOf(RunView run) => run.Tags.Any(tag => tag.StartsWith(TagStart, StringComparison.Ordinal));

    /// <summary>The name.</summary>
    public static RunName Of(string path, string arguments) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path + "\n" + arguments)).AsSpan(0, 8)));
}
