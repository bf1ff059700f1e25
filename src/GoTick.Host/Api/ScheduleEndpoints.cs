using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GoTick.Host.Api;

/// <summary>Schedules.</summary>
internal static class ScheduleEndpoints
{
    private const string Tag = "Schedules";

    /// <summary>Adds the routes.</summary>
    public static void MapSchedules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/schedules", ListAsync).Say(Tag, "listSchedules", "All schedules, by name; upcoming says how many times to come are wanted.");
        api.MapGet("/schedules/{name}", GetAsync).Say(Tag, "getSchedule", "A schedule.");
        api.MapPut("/schedules/{name}", PutAsync).Say(Tag, "putSchedule", "Makes a schedule, or changes it into exactly this; counts, and a pause, stay.");
        api.MapDelete("/schedules/{name}", RemoveAsync).Say(Tag, "removeSchedule", "Removes a schedule; its runs stay.");
        api.MapPost("/schedules/{name}/suspend", SuspendAsync).Say(Tag, "suspendSchedule", "Pauses a schedule.");
        api.MapPost("/schedules/{name}/resume", ResumeAsync).Say(Tag, "resumeSchedule", "A paused schedule goes on with its next time.");
        api.MapPost("/schedules/{name}/run", RunAsync).Say(Tag, "runSchedule", "Starts a run of a schedule now.");
        api.MapPost("/schedules/{name}/backfill", BackfillAsync).Say(Tag, "backfillSchedule", "Starts the runs of the times in a past range.");
    }

    private static async Task<ApiResult<Page<ScheduleView>>> ListAsync(int? upcoming, ITickClient client, CancellationToken stop) =>
        Answers.All(await client.ListSchedulesAsync(Upcoming(upcoming), stop));

    private static async Task<ApiResult<ScheduleView>> GetAsync(string name, int? upcoming, ITickClient client, CancellationToken stop) =>
        Answers.Of(await client.GetScheduleAsync(Answers.Name(name), Upcoming(upcoming), stop));

    private static async Task<ApiResult<ScheduleView>> PutAsync(string name, ScheduleBody body, HttpContext context, ITickClient client, CancellationToken stop)
    {
        FlowDefinition flow = await client.GetFlowAsync(body.Flow, stop);
        Payload arguments = Received.Arguments(body.Arguments, flow.Parameters); // also when there are none: mandatory ones are missed now, not at night
        var schedule = new ScheduleDefinition
        {
            Name = Answers.Name(name),
            Flow = flow.Name,
            Cron = body.Cron,
            TimeZone = body.TimeZone,
            Arguments = body.Arguments.IsNone || Received.Table(body.Arguments, "The arguments").Count == 0 ? Payload.None : arguments,
            Jitter = body.Jitter,
            Start = body.Start,
            End = body.End,
            Overlap = body.Overlap,
            Misfire = body.Misfire,
            MisfireWindow = body.MisfireWindow,
            Queue = string.IsNullOrEmpty(body.Queue) ? null : body.Queue,
            Priority = body.Priority,
            Tags = body.Tags,
        };
        return Answers.Of(await client.RegisterScheduleAsync(schedule, ApiCaller.NameOf(context), stop));
    }

    private static async Task<NoContent> RemoveAsync(string name, ITickClient client, CancellationToken stop)
    {
        await client.UnregisterScheduleAsync(Answers.Name(name), stop);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SuspendAsync(string name, NothingBody body, ITickClient client, CancellationToken stop)
    {
        await client.SuspendScheduleAsync(Answers.Name(name), stop);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResumeAsync(string name, NothingBody body, ITickClient client, CancellationToken stop)
    {
        await client.ResumeScheduleAsync(Answers.Name(name), stop);
        return TypedResults.NoContent();
    }

    private static async Task<ApiResult<RunMade>> RunAsync(string name, NothingBody body, HttpContext context, ITickClient client, CancellationToken stop)
    {
        ItemId run = await client.RunScheduleAsync(Answers.Name(name), stop);
        return new ApiResult<RunMade>(new RunMade(run), StatusCodes.Status201Created) { Location = Answers.PathOf(context, run) };
    }

    private static async Task<ApiResult<Counted>> BackfillAsync(string name, BackfillBody body, ITickClient client, CancellationToken stop) =>
        Answers.Of(new Counted(await client.BackfillScheduleAsync(Answers.Name(name), body.From, body.To, stop)));

    private static int Upcoming(int? wanted) => Answers.InRange("upcoming", wanted ?? 0, 0, 1_000);
}
