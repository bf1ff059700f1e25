using GoTick.Core.Client;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GoTick.Host.Api;

/// <summary>Queues.</summary>
internal static class QueueEndpoints
{
    private const string Tag = "Queues";

    /// <summary>Adds the routes.</summary>
    public static void MapQueues(this IEndpointRouteBuilder api)
    {
        api.MapGet("/queues", ListAsync).Say(Tag, "listQueues", "Queues that hold work, that workers serve, or that are paused, by name.");
        api.MapPost("/queues/{name}/suspend", SuspendAsync).Say(Tag, "suspendQueue", "Pauses a queue: workers take nothing from it.");
        api.MapPost("/queues/{name}/resume", ResumeAsync).Say(Tag, "resumeQueue", "Lets workers take work from a queue again.");
        api.MapGet("/queues/{name}/served", ServedAsync).Say(Tag, "isQueueServed", "Whether a worker that is present serves the queue.");
    }

    private static async Task<ApiResult<Page<QueueView>>> ListAsync(ITickClient client, CancellationToken stop) => Answers.All(await client.ListQueuesAsync(stop));

    private static async Task<NoContent> SuspendAsync(string name, NothingBody body, ITickClient client, CancellationToken stop)
    {
        await client.SuspendQueueAsync(Answers.Name(name), stop);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResumeAsync(string name, NothingBody body, ITickClient client, CancellationToken stop)
    {
        await client.ResumeQueueAsync(Answers.Name(name), stop);
        return TypedResults.NoContent();
    }

    private static async Task<ApiResult<QueueServed>> ServedAsync(string name, ITickClient client, CancellationToken stop) =>
        Answers.Of(new QueueServed(await client.HasWorkerAsync(Answers.Name(name), stop)));
}
