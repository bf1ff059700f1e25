using GoTick.Core.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace GoTick.Host.Access;

/// <summary><c>/login</c> and <c>/logout</c>.</summary>
internal static class LoginEndpoints
{
    private const int MaxForm = 16 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AccessPaths.Login, (HttpContext context, string? to) => LoginPage.WriteAsync(context, to)).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(AccessPaths.Login, LogInAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(AccessPaths.Logout, LogOutAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task LogInAsync(HttpContext context)
    {
        IServiceProvider services = context.RequestServices;
        string to = AccessPaths.Local(context.Request.Query["to"]);
        Tries tries = services.GetRequiredService<Tries>();
        if (tries.WaitOf(context.Connection.RemoteIpAddress) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
            await LoginPage.WriteAsync(context, to, "Login.TooMany", StatusCodes.Status429TooManyRequests);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxForm;
        }

        if (!context.Request.HasFormContentType || !await services.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            await LoginPage.WriteAsync(context, to, "Login.Stale", StatusCodes.Status400BadRequest);
            return;
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await services.GetRequiredService<KeyRing>().VerifyAsync(form["key"].ToString().Trim(), context.RequestAborted) is not { } key)
        {
            if (tries.Fail(context.Connection.RemoteIpAddress))
            {
                AccessLogs.LockedOut(services.GetRequiredService<ILogger<CallerHandler>>(), context.Connection.RemoteIpAddress?.ToString() ?? "somebody");
            }

            await LoginPage.WriteAsync(context, to, "Login.Wrong", StatusCodes.Status401Unauthorized);
            return;
        }

        await services.GetRequiredService<AuditLog>()
            .NoteAsync(Caller.Of(key), AccessRules.LogIn, context.Connection.RemoteIpAddress?.ToString(), AuditEntry.Done, context.RequestAborted);
        SessionCookie.Keep(context, await services.GetRequiredService<Sessions>().BeginAsync(key, context.RequestAborted));
        SeeOther(context, to);
    }

    // Without antiforgery: RequestGuard has seen that it comes from here, and to be logged out harms nobody.
    private static async Task LogOutAsync(HttpContext context)
    {
        if (CallerClaims.SessionOf(context.User) is { } session)
        {
            await context.RequestServices.GetRequiredService<Sessions>().EndAsync(session, context.RequestAborted);
        }

        SessionCookie.Drop(context);
        SeeOther(context, AccessPaths.Login);
    }

    private static void SeeOther(HttpContext context, string to)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Request.PathBase + to;
    }
}
