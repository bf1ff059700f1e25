namespace GoTick.Host.Access;

/// <summary>The cookie of the dashboard. <c>__Host-</c> binds it to this host and TLS, where there is TLS.</summary>
internal static class SessionCookie
{
    private const string Plain = "gotick";
    private const string Bound = "__Host-" + Plain;

    /// <summary>What the browser sent; null when it sent none.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[NameIn(request.HttpContext)] is { Length: > 0 } value ? value : null;

    /// <summary>Has the browser keep it until it is closed; how long it is good is the store's to say.</summary>
    public static void Keep(HttpContext context, string token) => context.Response.Cookies.Append(NameIn(context), token, Options(context));

    /// <summary>Has the browser forget it.</summary>
    public static void Drop(HttpContext context)
    {
        if (Of(context.Request) is not null)
        {
            context.Response.Cookies.Delete(NameIn(context), Options(context));
        }
    }

    private static bool IsSecure(HttpContext context) => context.Request.IsHttps || context.RequestServices.GetRequiredService<AccessSettings>().IsBehindProxy;

    private static string NameIn(HttpContext context) => IsSecure(context) ? Bound : Plain;

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = IsSecure(context), Path = "/", IsEssential = true };
}
