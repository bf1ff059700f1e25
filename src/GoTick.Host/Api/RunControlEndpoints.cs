using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GoTick.Host.Api;

/// <summary>Steering runs.</summary>
internal static class RunControlEndpoints
{
    private const string Tag = "Runs";

    /// <summary>Adds the routes.</summary>
    public static void MapRunControl(this IEndpointRouteBuilder api)
    {
        api.MapPost("/runs/{id}/signals", SignalAsync).Say(Tag, "sendSignal", "Sends a value to a run, which keeps it until its flow waits for it.");
        api.MapPost("/runs/{id}/cancel", CancelAsync).Say(Tag, "cancelRun", "Cancels a run. 204 when the wish is in the store; with wait 200 and the run, or 202 after a while.");
        api.MapPost("/runs/{id}/suspend", SuspendAsync).Say(Tag, "suspendRun", "Suspends a run until somebody resumes it.");
        api.MapPost("/runs/{id}/resume", ResumeAsync).Say(Tag, "resumeRun", "Brings a suspended run back.");
        api.MapPost("/runs/{id}/restart", RestartAsync).Say(Tag, "restartRun", "Makes a new run from one that has ended or is suspended.");
    }

    private static async Task<ApiResult<SignalSent>> SignalAsync(string id, SignalBody body, HttpContext context, ITickClient client, CancellationToken stop)
    {
        var request = new SignalRequest
        {
            Run = Answers.Run(id),
            Name = body.Name,
            Value = Received.Value(body.Value, "The value"),
            Id = body.Id,
            By = ApiCaller.NameOf(context),
        };
        return Answers.Of(new SignalSent(await client.SendSignalAsync(request, stop)));
    }

    private static async Task<Results<ApiResult<RunView>, NoContent, StatusCodeHttpResult>> CancelAsync(
        string id, CancelBody body, HttpContext context, ITickClient client, ApiSettings settings, IHostApplicationLifetime life, CancellationToken stop)
    {
        if (!body.Wait)
        {
            await client.CancelAsync(Answers.Run(id), body.Reason, ApiCaller.NameOf(context), body.Force, stop);
            return TypedResults.NoContent();
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop, life.ApplicationStopping);
        ends.CancelAfter(settings.MaxWait / 2);
        try
        {
            return Answers.Of(await client.CancelAndWaitAsync(Answers.Run(id), body.Reason, ApiCaller.NameOf(context), body.Force, ends.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return TypedResults.StatusCode(StatusCodes.Status202Accepted);
        }
    }

    private static async Task<NoContent> SuspendAsync(string id, ReasonBody body, HttpContext context, ITickClient client, CancellationToken stop)
    {
        await client.SuspendAsync(Answers.Run(id), body.Reason, ApiCaller.NameOf(context), stop);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResumeAsync(string id, ReasonBody body, HttpContext context, ITickClient client, CancellationToken stop)
    {
        await client.ResumeAsync(Answers.Run(id), body.Reason, ApiCaller.NameOf(context), stop);
        return TypedResults.NoContent();
    }

    private static async Task<ApiResult<RunMade>> RestartAsync(string id, RestartBody body, HttpContext context, IRunMender mender, CancellationToken stop)
    {
        var what = new RunRestart
        {
            Run = Answers.Run(id),
            FromStep = string.IsNullOrEmpty(body.FromStep) ? null : body.FromStep,
            Arguments = body.Arguments.IsNone ? null : _ => Received.Table(body.Arguments, "The arguments"),
            Values = Received.Table(body.Set, "The values"),
            UsesCurrentVersion = body.UseCurrentVersion,
        };
        ItemId made = await mender.RestartAsync(what, stop);
        return new ApiResult<RunMade>(new RunMade(made), StatusCodes.Status201Created) { Location = Answers.PathOf(context, made) };
    }
}
