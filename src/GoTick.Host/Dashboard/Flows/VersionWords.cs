using System.Globalization;
using GoTick.Core.Flows;

namespace GoTick.Host.Dashboard.Flows;

/// <summary>Versions in lists.</summary>
internal static class VersionWords
{
    /// <summary>A version's line.</summary>
    public static string Of(Texts texts, FlowDefinition flow, string hash, int number) => string.Create(
        CultureInfo.InvariantCulture, $"#{number}  {hash[..Math.Min(12, hash.Length)]}{(hash == flow.Version ? $"  ({texts["Flow.Current"]})" : "")}");
}
