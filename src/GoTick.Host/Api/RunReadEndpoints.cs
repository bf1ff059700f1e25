using System.Globalization;
using System.Text.Json;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.PowerShell.Commands;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GoTick.Host.Api;

/// <summary>Looking into a run.</summary>
internal static class RunReadEndpoints
{
    private const string Tag = "Runs";

    /// <summary>Adds the routes.</summary>
    public static void MapRunReads(this IEndpointRouteBuilder api)
    {
        api.MapGet("/runs/{id}/steps", StepsAsync).Say(Tag, "listSteps", "The recorded steps of a run, in order.");
        api.MapGet("/runs/{id}/journal", JournalAsync).Say(Tag, "readJournal", "The events of a run's journal; with values=typed as Base64 of what is stored.").Produces<Page<JournalEvent>>();
        api.MapGet("/runs/{id}/output", OutputAsync).Say(Tag, "getOutput", "What a completed run wrote.");
        api.MapGet("/runs/{id}/log", LogAsync).Say(Tag, "readLog", "The records of a run's streams.");
        api.MapGet("/runs/{id}/wait", WaitAsync).Say(Tag, "waitForRun", "Waits until the run has ended or is suspended; 204 when the time was over before.");
        api.MapGet("/runs/{id}/sight", SightAsync).Say(Tag, "lookAtRun", "A run, and how far its journal is.");
        api.MapPost("/runs/{id}/branches", BranchesAsync).Say(Tag, "lookAtBranches", "An open wait for branches as it is now; 204 when it is over.");
        api.MapGet("/runs/{id}/time", TimeAsync).Say(Tag, "readTime", "The clock of the run's store.");
    }

    private static async Task<ApiResult<Page<StepView>>> StepsAsync(
        string id, string? from, int? limit, HttpContext context, ITickClient client, ApiSettings settings, CancellationToken stop)
    {
        var query = new StepQuery { From = from, Limit = Answers.Limit(limit), MaxCharacters = settings.MaxPageBytes };
        StepPage page = await client.ReadStepPageAsync(Answers.Run(id), query, stop);
        return Answers.Paged(context, new Page<StepView>(page.Items, page.Next), "from");
    }

    private static async Task<IResult> JournalAsync(
        string id, int? from, int? limit, string? values, HttpContext context, ITickClient client, ApiSettings settings, CancellationToken stop)
    {
        int first = Answers.InRange("from", from ?? 0, 0, int.MaxValue - 1_000);
        int most = Answers.Limit(limit);
        RunSight sight = await client.SightAsync(Answers.Run(id), stop);
        IReadOnlyList<JournalEvent> events = await client.ReadEventsAsync(Answers.Run(id), first, most, stop);
        int size = 0;
        byte[][] stored = [.. events.Select(JournalCodec.Encode).TakeWhile((e, i) => (size += e.Length) <= settings.MaxPageBytes || i == 0)];
        int end = first + stored.Length;
        string? next = stored.Length > 0 && end < sight.Length ? end.ToString(CultureInfo.InvariantCulture) : null;
        return values == ApiJson.Typed
            ? Answers.Paged(context, new Page<byte[]>(stored, next), "from")
            : Answers.Paged(context, new Page<JournalEvent>([.. events.Take(stored.Length)], next), "from");
    }

    private static async Task<ApiResult<Payload>> OutputAsync(string id, ITickClient client, CancellationToken stop)
    {
        RunView run = await client.GetRunAsync(Answers.Run(id), stop);
        RunResults.OutputOf(run); // refuses what has none
        return Answers.Of(run.Output);
    }

    private static async Task<ApiResult<Page<LogLine>>> LogAsync(string id, long? after, int? limit, HttpContext context, ITickClient client, CancellationToken stop)
    {
        int most = Answers.Limit(limit);
        await client.SightAsync(Answers.Run(id), stop); // a run that is not there has no empty log
        LogLine[] lines = [.. (await client.ReadLogAsync(Answers.Run(id), after ?? 0, stop)).Take(most).Select(l => new LogLine(l.Number, l.Record))];
        string? next = lines.Length > 0 ? lines[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return Answers.Paged(context, new Page<LogLine>(lines, next), "after");
    }

    private static async Task<Results<ApiResult<RunView>, NoContent>> WaitAsync(
        string id, double? timeoutSeconds, ITickClient client, ApiSettings settings, IHostApplicationLifetime life, CancellationToken stop)
    {
        double seconds = timeoutSeconds ?? 30;
        if (!(seconds >= 0 && seconds <= settings.MaxWait.TotalSeconds))
        {
            throw new TickException(
                TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"'timeoutSeconds' can be 0 to {settings.MaxWait.TotalSeconds:0}. Ask again when it is over.")
            { Target = "timeoutSeconds" };
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop, life.ApplicationStopping);
        try
        {
            return await client.WaitAsync(Answers.Run(id), TimeSpan.FromSeconds(seconds), ends.Token) is { } run ? Answers.Of(run) : TypedResults.NoContent();
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            return TypedResults.NoContent(); // the caller asks again, and finds the server that comes after this one
        }
    }

    private static async Task<ApiResult<RunSight>> SightAsync(string id, ITickClient client, CancellationToken stop) =>
        Answers.Of(await client.SightAsync(Answers.Run(id), stop));

    private static async Task<Results<ApiResult<FanOutView>, NoContent>> BranchesAsync(string id, FanOutView wait, ITickClient client, CancellationToken stop) =>
        await client.WatchBranches(Answers.Run(id)).LookAsync(wait, stop) is { } now ? Answers.Of(now) : TypedResults.NoContent();

    private static async Task<ApiResult<TimeNow>> TimeAsync(string id, ITickClient client, CancellationToken stop) =>
        Answers.Of(new TimeNow(await client.ReadTimeAsync(Answers.Run(id), stop)));
}
