using GoTick.Core.Client;
using GoTick.Core.Limits;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GoTick.Host.Api;

/// <summary>Limits.</summary>
internal static class LimitEndpoints
{
    private const string Tag = "Limits";

    /// <summary>Adds the routes.</summary>
    public static void MapLimits(this IEndpointRouteBuilder api)
    {
        api.MapGet("/limits", ListAsync).Say(Tag, "listLimits", "All limits that were set, or are held or waited for, by name.");
        api.MapGet("/limits/{name}", GetAsync).Say(Tag, "getLimit", "A limit: flow:NAME, key:NAME or step:NAME.");
        api.MapPut("/limits/{name}", PutAsync).Say(Tag, "putLimit", "Sets a limit, or changes it.");
        api.MapDelete("/limits/{name}", RemoveAsync).Say(Tag, "removeLimit", "Removes what people have set.");
    }

    private static async Task<ApiResult<Page<LimitView>>> ListAsync(ITickClient client, CancellationToken stop) => Answers.All(await client.ListLimitsAsync(stop));

    private static async Task<ApiResult<LimitView>> GetAsync(string name, ITickClient client, CancellationToken stop) =>
        Answers.Of(await client.GetLimitAsync(LimitName.Parse(Answers.Name(name)), stop));

    private static async Task<NoContent> PutAsync(string name, LimitSpec body, ITickClient client, CancellationToken stop)
    {
        await client.SetLimitAsync(LimitName.Parse(Answers.Name(name)), body, stop);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveAsync(string name, ITickClient client, CancellationToken stop)
    {
        await client.RemoveLimitAsync(LimitName.Parse(Answers.Name(name)), stop);
        return TypedResults.NoContent();
    }
}
