using Microsoft.Net.Http.Headers;

namespace GoTick.Host.Access;

/// <summary>What every answer tells the browser.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>
    /// Nothing but what this server itself sends, and no script that stands in a page. Styles may: MudBlazor places popovers and draws progress by style attributes.
    /// </summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private static readonly string YearOnly = $"max-age={(int)TimeSpan.FromDays(365).TotalSeconds}";

    public Task InvokeAsync(HttpContext context)
    {
        // Late: whoever handles an error begins the answer anew, without its headers.
        context.Response.OnStarting(
            static state =>
            {
                Add((HttpContext)state);
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }

    private static void Add(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (context.Request.IsHttps && !ListenAddress.IsLoopbackHost(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = YearOnly;
        }

        // Assets say themselves how long they are good; all else shows what somebody may see now.
        if (!headers.ContainsKey(HeaderNames.CacheControl))
        {
            headers.CacheControl = "no-store";
        }
    }
}
