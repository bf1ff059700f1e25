using System.Text.Json;
using GoTick.Core.Errors;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.WebUtilities;

namespace GoTick.Host.Api;

/// <summary>Errors as problem details.</summary>
internal static class Problems
{
    /// <summary>The status of an error.</summary>
    public static int StatusOf(TickException error) => error switch
    {
        { ErrorId: TickErrorId.KeyInvalid } => StatusCodes.Status401Unauthorized,
        { ErrorId: TickErrorId.TooManyTries } => StatusCodes.Status429TooManyRequests,
        { ErrorId: TickErrorId.PayloadTooLarge } => StatusCodes.Status413PayloadTooLarge,
        { ErrorId: TickErrorId.ContentTypeRefused } => StatusCodes.Status415UnsupportedMediaType,
        { ErrorId: TickErrorId.KeyInvalid } => StatusCodes.Status401Unauthorized,
        { ErrorId: TickErrorId.TooManyTries } => StatusCodes.Status429TooManyRequests,
        { ErrorId: TickErrorId.MethodNotAllowed } => StatusCodes.Status405MethodNotAllowed,
        StoreUnavailableException => StatusCodes.Status503ServiceUnavailable, // also when the store refuses its credentials by now
        _ => StatusOf(error.Kind),
    };

    private static int StatusOf(TickErrorKind kind) => kind switch
    {
        TickErrorKind.InvalidInput => StatusCodes.Status400BadRequest,
        TickErrorKind.NotFound => StatusCodes.Status404NotFound,
        TickErrorKind.Conflict or TickErrorKind.InvalidState or TickErrorKind.FlowError or TickErrorKind.Timeout => StatusCodes.Status409Conflict,
        TickErrorKind.LimitExceeded => StatusCodes.Status429TooManyRequests,
        TickErrorKind.Security => StatusCodes.Status403Forbidden,
        TickErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        TickErrorKind.Internal => StatusCodes.Status500InternalServerError,
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };

    /// <summary>Writes an error as the answer.</summary>
    /// <param name="context">The call; its answer has not begun.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="status">The status, where it is not the one of the error.</param>
    public static async Task WriteAsync(HttpContext context, TickException error, int? status = null)
    {
        HttpResponse response = context.Response;
        // Methods that the route takes, and what was asked for at the door, stay said.
        response.StatusCode = status ?? StatusOf(error);
        response.ContentType = ApiProblem.MediaType;
        response.Headers.ContentDisposition = default; // of a file that does not come
        if (response.StatusCode is StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = "1";
        }

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(Of(context, error, response.StatusCode), ApiJson.PlainOptions);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static ApiProblem Of(HttpContext context, TickException error, int status) => new()
    {
        Type = ApiProblem.TypeOf(error.ErrorId),
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = error.Message,
        Instance = context.Request.Path,
        ErrorId = error.ErrorId,
        Kind = error.Kind,
        Target = error.Target?.ToString(),
    };
}
