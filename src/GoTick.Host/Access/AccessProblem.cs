using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GoTick.Core.Errors;

namespace GoTick.Host.Access;

/// <summary>What the doors refuse, as RFC 9457 has it, with the stable id.</summary>
internal static class AccessProblem
{
    // For people, who read quotes more easily than their escapes; it is never put into a page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The status of an error.</summary>
    public static int StatusOf(TickException error) => error switch
    {
        { ErrorId: TickErrorId.KeyInvalid } => StatusCodes.Status401Unauthorized,
        { ErrorId: TickErrorId.ContentTypeRefused } => StatusCodes.Status415UnsupportedMediaType,
        { ErrorId: TickErrorId.TooManyTries } => StatusCodes.Status429TooManyRequests,
        { Kind: TickErrorKind.InvalidInput } => StatusCodes.Status400BadRequest,
        { Kind: TickErrorKind.NotFound } => StatusCodes.Status404NotFound,
        { Kind: TickErrorKind.Conflict or TickErrorKind.InvalidState } => StatusCodes.Status409Conflict,
        { Kind: TickErrorKind.LimitExceeded } => StatusCodes.Status413PayloadTooLarge,
        { Kind: TickErrorKind.Security } => StatusCodes.Status403Forbidden,
        { Kind: TickErrorKind.Unavailable or TickErrorKind.Timeout } => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Writes an error.</summary>
    public static async Task WriteAsync(HttpContext context, TickException error, TimeSpan? retryAfter = null)
    {
        HttpResponse response = context.Response;
        response.StatusCode = StatusOf(error);
        response.ContentType = "application/problem+json";
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"gotick\"";
        }

        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }

        await using var json = new Utf8JsonWriter(response.BodyWriter, Readable);
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(response.StatusCode));
        json.WriteNumber("status", response.StatusCode);
        json.WriteString("detail", error.Message);
        json.WriteString("instance", context.Request.Path);
        json.WriteString("errorId", error.ErrorId);
        if (error.Target?.ToString() is { } target)
        {
            json.WriteString("target", target);
        }

        json.WriteEndObject();
    }
}
