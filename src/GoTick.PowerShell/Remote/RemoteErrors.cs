using System.Net;
using System.Text.Json;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Remote;

/// <summary>What a server refuses is the same error here as it would be over a store.</summary>
internal static class RemoteErrors
{
    // A proxy's page may be long, and says nothing to us.
    private const int MaxProblem = 1024 * 1024;

    /// <summary>The error of an answer.</summary>
    public static async Task<TickException> ReadAsync(HttpResponseMessage answer, string server, CancellationToken cancel)
    {
        bool isProblem = answer.Content.Headers.ContentType?.MediaType == ApiProblem.MediaType && answer.Content.Headers.ContentLength is null or <= MaxProblem;
        return isProblem && Parse(await answer.Content.ReadAsByteArrayAsync(cancel)) is { ErrorId: { } id } problem
            ? Of(id, problem, answer.StatusCode)
            : Unknown(answer.StatusCode, server);
    }

    /// <summary>A server that does not answer.</summary>
    public static StoreUnavailableException Away(string server, Exception cause) =>
        new($"The server {server} does not answer: {Innermost(cause)}. Whether it did what was asked is not known.", cause);

    /// <summary>An answer that no GoTick server gives.</summary>
    public static TickException NoServer(string server, string why) =>
        new(TickErrorId.StoreInvalid, TickErrorKind.InvalidInput, $"{server} is not a GoTick server: {why}. Is the address right, its path too?");

    private static TickException Of(string id, ApiProblem problem, HttpStatusCode status)
    {
        string message = problem.Detail ?? problem.Title ?? id;
        TickErrorKind kind = problem.Kind ?? KindOf(status);
        if (status != HttpStatusCode.ServiceUnavailable)
        {
            return new TickException(id, kind, message) { Target = problem.Target };
        }

        return id == TickErrorId.StoreUnavailable
            ? new StoreUnavailableException(message)
            : new StoreUnavailableException(new TickException(id, kind, message));
    }

    private static TickException Unknown(HttpStatusCode status, string server) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired => new TickException(
            TickErrorId.StoreInvalid, TickErrorKind.Security, $"{server} refuses the call ({(int)status}). Is the key right?"),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new StoreUnavailableException(
            $"{server} answers {(int)status} ({status}): something between here and GoTick cannot reach it."),
        _ => NoServer(server, $"it answers {(int)status} ({status})"),
    };

    private static TickErrorKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => TickErrorKind.NotFound,
        HttpStatusCode.Conflict => TickErrorKind.Conflict,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => TickErrorKind.Security,
        HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.TooManyRequests => TickErrorKind.LimitExceeded,
        HttpStatusCode.ServiceUnavailable => TickErrorKind.Unavailable,
        >= HttpStatusCode.InternalServerError => TickErrorKind.Internal,
        _ => TickErrorKind.InvalidInput,
    };

    private static ApiProblem? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<ApiProblem>(body, ApiJson.PlainOptions);
        }
        catch (JsonException)
        {
            return null; // of a newer server, or of none of ours: the status says enough
        }
    }

    private static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
        {
            error = inner;
        }

        return error.Message.TrimEnd('.');
    }
}
