using GoTick.Core.Errors;
using Microsoft.Net.Http.Headers;

namespace GoTick.Host.Access;

/// <summary>
/// Keeps web pages of others from using a person's browser against this server: by a name that resolves to the loopback (DNS rebinding), by a form or script of
/// theirs (CSRF), by a web socket.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, AccessMode mode)
{
    private static readonly PathString Circuits = "/_blazor";

    public Task InvokeAsync(HttpContext context)
    {
        TickException? refusal = HostRefusal(context.Request) ?? OriginRefusal(context.Request) ?? ContentRefusal(context.Request);
        return refusal is null ? next(context) : AccessProblem.WriteAsync(context, refusal);
    }

    private TickException? HostRefusal(HttpRequest request) => !mode.IsLoopback || ListenAddress.IsLoopbackHost(request.Host.Host)
        ? null
        : Refused(
            TickErrorId.HostRefused,
            $"This server listens on this machine alone and answers to localhost and 127.0.0.1, not to '{request.Host.Host}'.",
            request.Host.Value);

    private static TickException? OriginRefusal(HttpRequest request)
    {
        bool isChange = !IsSafe(request.Method);
        bool isApi = AccessPaths.IsApi(request.Path);

        // A browser that tells where a call comes from tells it for reads, too: nobody else's page reads the API or opens a circuit. Following a link is fine.
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        bool isForeign = site is "cross-site" or "same-site" && (isChange || isApi || request.Path.StartsWithSegments(Circuits));
        string origin = request.Headers.Origin.ToString();
        bool isOther = origin.Length > 0
            && (isChange || request.Path.StartsWithSegments(Circuits))
            && !origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
        return isForeign || isOther
            ? Refused(TickErrorId.OriginRefused, "This call comes from a page of another origin. Behind a proxy, have it pass on Host and X-Forwarded-Proto.", origin)
            : null;
    }

    /// <summary>A form of another page can send three types only, and none without asking first if it is JSON.</summary>
    private static TickException? ContentRefusal(HttpRequest request)
    {
        // Where there is no route for it, nothing changes, and the API says so better.
        if (request.HttpContext.GetEndpoint() is not RouteEndpoint || !AccessPaths.IsApi(request.Path) || IsSafe(request.Method) || HttpMethods.IsDelete(request.Method))
        {
            return null;
        }

        // What carries a key was not sent by a page: it would have had to ask first.
        bool hasKey = request.Headers.ContainsKey(HeaderNames.Authorization);
        string? type = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? parsed) ? parsed.MediaType.Value : null;
        bool isTaken = type switch
        {
            null => hasKey && request.ContentLength is null or 0 && request.ContentType is null,
            _ when type.Equals("application/json", StringComparison.OrdinalIgnoreCase) => true,
            _ => AccessPaths.TakesFiles(request.Path) && !IsOfForms(type),
        };
        return isTaken ? null : new TickException(
            TickErrorId.ContentTypeRefused, TickErrorKind.InvalidInput, "Changes are sent with the header Content-Type: application/json.")
        { Target = Cut(request.ContentType) };
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsConnect(method);

    private static bool IsOfForms(string type) =>
        type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static TickException Refused(string id, string message, string? target) => new(id, TickErrorKind.Security, message) { Target = Cut(target) };

    private static string? Cut(string? text) => text is { Length: > 200 } ? text[..200] : text;
}
