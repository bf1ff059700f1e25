using GoTick.Core.Client;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Api;

/// <summary>Who calls.</summary>
internal static class CallerEndpoints
{
    /// <summary>Adds the route.</summary>
    public static void MapCaller(this IEndpointRouteBuilder api) =>
        api.MapGet("/me", GetAsync).Say("Keys", "getCaller", "Whom the server takes the caller for: their name, the scopes of their key, and for which flows it is.");

    private static async Task<ApiResult<CallerJson>> GetAsync(ITickClient client, CancellationToken stop) => Answers.Of(CallerJson.Of(await client.GetCallerAsync(stop)));
}
