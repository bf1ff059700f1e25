using System.Security.Claims;
using GoTick.Core.Client;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary>A caller as ASP.NET carries one. It says who was let in and by what; what they may do is asked anew each time (<see cref="CallerAccessor"/>).</summary>
internal static class CallerClaims
{
    private const string KeyClaim = "gotick:key";
    private const string SessionClaim = "gotick:session";
    private const string OpenClaim = "gotick:open";

    public static ClaimsPrincipal OfKey(ApiKey key) => Of(key.Name, new Claim(KeyClaim, key.Id));

    public static ClaimsPrincipal OfSession(string session, ApiKey key) => Of(key.Name, new Claim(SessionClaim, session));

    public static ClaimsPrincipal OfThisProcess() => Of(Account.OfThisProcess.Name, new Claim(OpenClaim, "1"));

    /// <summary>The caller as of now; null when their key or session is refused by now, or nobody was let in.</summary>
    public static async ValueTask<Caller?> NowAsync(ClaimsPrincipal principal, KeyRing keys, Sessions sessions, CancellationToken cancel)
    {
        if (principal.Identity is not { IsAuthenticated: true, AuthenticationType: CallerHandler.SchemeName })
        {
            return null;
        }

        ApiKey? key =
            principal.FindFirstValue(SessionClaim) is { } session ? await sessions.FindKeyAsync(session, cancel)
            : principal.FindFirstValue(KeyClaim) is { } id ? await keys.FindUsableAsync(id, cancel)
            : null;
        return key is not null ? Caller.Of(key) : principal.HasClaim(OpenClaim, "1") ? Caller.OfThisProcess : null;
    }

    /// <summary>The session that the caller has; null when it is none.</summary>
    public static string? SessionOf(ClaimsPrincipal principal) => principal.FindFirstValue(SessionClaim);

    private static ClaimsPrincipal Of(string name, Claim by) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), by], CallerHandler.SchemeName, ClaimTypes.Name, ClaimTypes.Role));
}
