using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GoTick.Host.Api;

/// <summary>The catalogue.</summary>
internal static class FlowEndpoints
{
    private const string Tag = "Flows";

    /// <summary>Adds the routes.</summary>
    public static void MapFlows(this IEndpointRouteBuilder api)
    {
        api.MapGet("/flows", ListAsync).Say(Tag, "listFlows", "All flows, by name.");
        api.MapGet("/flows/{name}", GetAsync).Say(Tag, "getFlow", "A flow with its settings and parameters. A slash in its name is written %2F.");
        api.MapPut("/flows/{name}", PublishAsync).Say(Tag, "publishFlow", "Publishes a flow's texts: new runs begin with them.");
        api.MapDelete("/flows/{name}", UnregisterAsync).Say(Tag, "unregisterFlow", "Takes a flow out of the catalogue; its runs go on with their texts.");
        api.MapGet("/versions/{hash}", VersionAsync).Say(Tag, "getVersion", "The texts of a version.");
    }

    private static async Task<ApiResult<Page<FlowDefinition>>> ListAsync(ITickClient client, CancellationToken stop) => Answers.All(await client.ListFlowsAsync(stop));

    private static async Task<ApiResult<FlowDefinition>> GetAsync(string name, ITickClient client, CancellationToken stop) =>
        Answers.Of(await client.GetFlowAsync(Answers.Name(name), stop));

    private static async Task<ApiResult<FlowPublished>> PublishAsync(string name, FlowBody body, ITickClient client, CancellationToken stop)
    {
        // What the text declares is read here: settings and parameters that do not fit a text would start runs wrongly.
        FlowSource source = FlowSource.Of(Answers.Name(name), body.Files);
        bool isChanged = await client.PublishAsync(source.Definition, source.Version, body.OnlyIfNew, body.WithSchedule, stop);
        return Answers.Of(new FlowPublished(isChanged, source.Version.Hash));
    }

    private static async Task<NoContent> UnregisterAsync(string name, ITickClient client, CancellationToken stop)
    {
        await client.UnregisterAsync(Answers.Name(name), stop);
        return TypedResults.NoContent();
    }

    private static async Task<ApiResult<FlowVersion>> VersionAsync(string hash, ITickClient client, CancellationToken stop) =>
        Answers.Of(await client.ReadVersionAsync(Answers.Name(hash), stop));
}
