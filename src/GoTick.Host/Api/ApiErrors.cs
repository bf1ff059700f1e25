using System.Text.Json;
using GoTick.Core.Errors;

namespace GoTick.Host.Api;

/// <summary>The one place where what goes wrong becomes an answer.</summary>
internal sealed partial class ApiErrors(RequestDelegate next, ILogger<ApiErrors> log)
{
    /// <summary>Calls the route.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(context);
            await SayWhyAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has left; there is nobody to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await Problems.WriteAsync(context, ErrorOf(e));
        }
    }

    /// <summary>What the server's own parts refuse has a status and no words.</summary>
    private static Task SayWhyAsync(HttpContext context) =>
        !context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null, ContentLength: null } && RefusalOf(context.Response.StatusCode) is { } refusal
            ? Problems.WriteAsync(context, refusal, context.Response.StatusCode)
            : Task.CompletedTask;

    private TickException ErrorOf(Exception error)
    {
        switch (error)
        {
            case TickException tick:
                return tick;
            case BadHttpRequestException { InnerException: TickException inner }:
                return inner;
            case BadHttpRequestException { InnerException: JsonException json }:
                return Invalid(JsonFaults.Describe(json));
            case BadHttpRequestException bad:
                return RefusalOf(bad.StatusCode) is { ErrorId: not TickErrorId.ArgumentInvalid } refusal ? refusal : Invalid(JsonFaults.Describe(bad));
            default:
                LogUnexpected(log, error);
                return new TickException(TickErrorId.InternalError, TickErrorKind.Internal, "The server met an error of its own; its log says which.");
        }
    }

    private static TickException? RefusalOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => new TickException(
            TickErrorId.RouteNotFound, TickErrorKind.NotFound, $"There is no such route. {Api.Root} has those that /openapi/v1.json lists."),
        StatusCodes.Status405MethodNotAllowed => new TickException(TickErrorId.MethodNotAllowed, TickErrorKind.InvalidInput, "The route does not take this method."),
        StatusCodes.Status413PayloadTooLarge => new TickException(TickErrorId.PayloadTooLarge, TickErrorKind.LimitExceeded, "The body is larger than the server takes."),
        StatusCodes.Status415UnsupportedMediaType => new TickException(
            TickErrorId.ContentTypeRefused, TickErrorKind.InvalidInput, "The body has to be JSON, with the header Content-Type: application/json."),
        >= 400 and < 500 => Invalid("The request cannot be read."),
        _ => null,
    };

    private static TickException Invalid(string message) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message);

    [LoggerMessage(7001, LogLevel.Error, "A call of the API failed unexpectedly.")]
    private static partial void LogUnexpected(ILogger logger, Exception error);
}
