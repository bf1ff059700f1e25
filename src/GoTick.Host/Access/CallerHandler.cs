using System.Security.Claims;
using System.Text.Encodings.Web;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace GoTick.Host.Access;

/// <summary>Finds out who calls: by <c>Authorization: Bearer gtk_…</c>, else by the session of the dashboard, else, where no key is needed, as whoever runs the server.</summary>
internal sealed class CallerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, KeyRing keys, Sessions sessions, Tries tries, AccessMode mode)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "gotick";

    private const string Bearer = "Bearer ";
    private TimeSpan? _wait;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            return await ByKeyAsync(header);
        }

        if (SessionCookie.Of(Request) is { } cookie)
        {
            return await sessions.VerifyAsync(cookie, Context.RequestAborted) is { } session
                ? As(CallerClaims.OfSession(session.Id, session.Key))
                : AuthenticateResult.Fail("The session is over.");
        }

        return mode.IsOpen ? As(CallerClaims.OfThisProcess()) : AuthenticateResult.NoResult();
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_wait is { } wait)
        {
            return AccessProblem.WriteAsync(Context, TooMany(), wait);
        }

        bool isPage = !AccessPaths.IsApi(Request.Path) && HttpMethods.IsGet(Request.Method) && Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (!isPage)
        {
            return AccessProblem.WriteAsync(Context, new TickException(
                TickErrorId.KeyInvalid,
                TickErrorKind.Security,
                "This server needs a key that is valid: send 'Authorization: Bearer gtk_…', or log in. Whoever runs the server makes keys with 'gotick keys create'."));
        }

        SessionCookie.Drop(Context);
        Response.Redirect($"{Request.PathBase}{AccessPaths.Login}?to={Uri.EscapeDataString(Request.PathBase + Request.Path + Request.QueryString)}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AccessProblem.WriteAsync(
        Context, new TickException(TickErrorId.AccessDenied, TickErrorKind.Security, "This is not for the key that you use."));

    /// <summary>What those hear who tried too many keys.</summary>
    public static TickException TooMany() => new(TickErrorId.TooManyTries, TickErrorKind.Security, "Too many wrong keys came from this address. Wait a little.");

    private async Task<AuthenticateResult> ByKeyAsync(string header)
    {
        if (tries.WaitOf(Context.Connection.RemoteIpAddress) is { } wait)
        {
            _wait = wait;
            return AuthenticateResult.Fail("Too many wrong keys.");
        }

        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && await keys.VerifyAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is { } key)
        {
            return As(CallerClaims.OfKey(key));
        }

        if (tries.Fail(Context.Connection.RemoteIpAddress))
        {
            AccessLogs.LockedOut(Logger, Context.Connection.RemoteIpAddress?.ToString() ?? "somebody");
        }

        return AuthenticateResult.Fail("No such key.");
    }

    private static AuthenticateResult As(ClaimsPrincipal caller) => AuthenticateResult.Success(new AuthenticationTicket(caller, SchemeName));
}
