using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Api.Events;

namespace GoTick.Host.Api;

/// <summary>Live events of a run.</summary>
internal static class EventEndpoints
{
    /// <summary>Adds the route.</summary>
    public static void MapRunEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/runs/{id}/events", EventsAsync)
            .Say("Runs", "followRun", "Server-sent events run, step, log and end, from the start or behind Last-Event-ID; 204 when the end was heard of before.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task EventsAsync(
        string id, string? lastEventId, HttpContext context, ITickClient client, RunHub hub, IHostApplicationLifetime life, CancellationToken stop)
    {
        ItemId run = Answers.Run(id);
        await client.SightAsync(run, stop); // what the caller must not see is not there
        string? last = context.Request.Headers["Last-Event-ID"];
        EventPlace? heard = EventPlace.Parse(string.IsNullOrEmpty(last) ? lastEventId : last);
        using RunListener listener = await hub.ListenAsync(run, stop);
        if (heard is { IsEnd: true } && listener.Beginning!.IsOver)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent; // tells a browser not to connect again
            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop, life.ApplicationStopping);
        try
        {
            await new EventStream(context.Response, client, run).WriteAsync(listener, heard, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The caller has left, or the server stops: who reads on connects again, and misses nothing.
        }
    }
}
