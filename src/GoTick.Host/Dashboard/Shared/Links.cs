using GoTick.Core.Flows;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>Addresses of pages, below the base address. Ids and names may hold slashes, which part segments here.</summary>
internal static class Links
{
    /// <summary>A run's page.</summary>
    public static string Run(ItemId id) => "runs/" + Path(id.Text);

    /// <summary>A flow's page.</summary>
    public static string Flow(string name) => "flows/" + Path(name);

    /// <summary>A version on its flow's page.</summary>
    public static string Version(string flow, string hash) => $"{Flow(flow)}?tab=script&version={Uri.EscapeDataString(hash)}";

    /// <summary>Where a run is exported.</summary>
    public static string Export(ItemId id) => $"api/v1/runs/{Uri.EscapeDataString(id.Text)}/export";

    private static string Path(string text) => string.Join('/', text.Split('/').Select(Uri.EscapeDataString));
}
