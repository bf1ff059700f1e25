using GoTick.Core.Client;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Api;

/// <summary>Workers.</summary>
internal static class WorkerEndpoints
{
    /// <summary>Adds the route.</summary>
    public static void MapWorkers(this IEndpointRouteBuilder api) =>
        api.MapGet("/workers", ListAsync).Say("Workers", "listWorkers", "The workers that are alive, by name.");

    private static async Task<ApiResult<Page<WorkerView>>> ListAsync(ITickClient client, CancellationToken stop) => Answers.All(await client.ListWorkersAsync(stop));
}
