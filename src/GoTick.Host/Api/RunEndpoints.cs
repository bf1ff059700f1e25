using System.Security.Cryptography;
using System.Text;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GoTick.Host.Api;

/// <summary>Starting, listing, showing and removing runs.</summary>
internal static class RunEndpoints
{
    private const string Tag = "Runs";
    private const int MaxKey = 255;

    /// <summary>Adds the routes.</summary>
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/runs", ListAsync).Say(Tag, "listRuns", "Runs, newest first, without arguments and output.");
        api.MapPost("/runs", StartAsync).Say(Tag, "startRun", "Starts a run. 201, or 200 when it was there already.");
        api.MapGet("/runs/{id}", GetAsync).Say(Tag, "getRun", "A run with its arguments and, once it has ended, its output or error.");
        api.MapDelete("/runs/{id}", RemoveAsync).Say(Tag, "removeRun", "Removes a run that has ended, with all that belongs to it.");
        api.MapGet("/runs/{id}/removable", CheckRemovableAsync).Say(Tag, "checkRunRemovable", "204 when the run could be removed, else the error that removing it would be.");
    }

    private static async Task<ApiResult<Page<RunView>>> ListAsync([AsParameters] RunFilter filter, HttpContext context, ITickClient client, CancellationToken stop)
    {
        int limit = Answers.Limit(filter.Limit, usual: 50);
        RunQuery query = filter.ToQuery();
        IAsyncEnumerable<RunView> found = filter.Ended == true ? client.ListEndedAsync(query, stop) : client.ListRunsAsync(query, stop);
        List<RunView> runs = await found.Take(limit + 1).ToListAsync(stop);
        bool isMore = runs.Count > limit;
        RunView[] shown = [.. runs.Take(limit)];
        return Answers.Paged(context, new Page<RunView>(shown, isMore ? shown[^1].Cursor : null), "after");
    }

    private static async Task<ApiResult<StartResult>> StartAsync(
        StartBody body, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, HttpContext context, ITickClient client, CancellationToken stop)
    {
        FlowDefinition flow = await client.GetFlowAsync(body.Flow, stop);
        StartRequest request = RequestOf(body, flow);
        StartResult result = await client.StartAsync(idempotencyKey is null ? request : Once(request, idempotencyKey, ApiCaller.NameOf(context)), stop);
        return new ApiResult<StartResult>(result, result.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Location = Answers.PathOf(context, result.Id),
        };
    }

    private static async Task<ApiResult<RunView>> GetAsync(string id, ITickClient client, CancellationToken stop) =>
        Answers.Of(await client.GetRunAsync(Answers.Run(id), stop));

    private static async Task<NoContent> RemoveAsync(string id, ITickClient client, CancellationToken stop)
    {
        await client.RemoveAsync(Answers.Run(id), stop);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CheckRemovableAsync(string id, ITickClient client, CancellationToken stop)
    {
        await client.CheckRemovableAsync(Answers.Run(id), stop);
        return TypedResults.NoContent();
    }

    private static StartRequest RequestOf(StartBody body, FlowDefinition flow)
    {
        if (body is { Delay: not null, At: not null })
        {
            throw Invalid("'delay' and 'at' exclude each other: give one of them.", "at");
        }

        return body.Delay < TimeSpan.Zero
            ? throw Invalid("'delay' is less than nothing.", "delay")
            : new StartRequest
            {
                Flow = flow.Name,
                Arguments = Received.Arguments(body.Arguments, flow.Parameters),
                Id = body.Id is null ? null : ItemId.ParseRoot(body.Id),
                IfExists = body.IfExists,
                Delay = body.Delay,
                At = body.At,
                Queue = string.IsNullOrEmpty(body.Queue) ? null : body.Queue,
                Priority = body.Priority is { } priority ? Answers.InRange("priority", priority, -100, 100) : null,
                ConcurrencyKey = string.IsNullOrEmpty(body.ConcurrencyKey) ? null : body.ConcurrencyKey,
                Timeout = body.Timeout,
                Tags = body.Tags,
            };
    }

    /// <summary>
    /// The same key of the same caller is the same run, for as long as the run is kept. An id that was chosen does that by itself; the key then says that
    /// repeating is meant.
    /// </summary>
    private static StartRequest Once(StartRequest request, string key, string caller)
    {
        if (key.Length is 0 or > MaxKey || request.IfExists == ExistingRun.Restart)
        {
            throw Invalid(
                request.IfExists == ExistingRun.Restart
                    ? "Idempotency-Key promises one run, and ifExists Restart another one each time: leave one of them out."
                    : $"Idempotency-Key can have 1 to {MaxKey} characters.",
                "Idempotency-Key");
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{key}"));
        return request with { Id = request.Id ?? ItemId.ParseRoot("once-" + Convert.ToHexStringLower(hash)[..32]), IfExists = ExistingRun.Return };
    }

    private static TickException Invalid(string message, string target) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message) { Target = target };
}
