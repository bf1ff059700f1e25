using System.Security.Claims;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using Microsoft.AspNetCore.Components.Authorization;

namespace GoTick.Host.Access;

/// <summary>
/// Who a request, or a circuit of the dashboard, is of. A circuit lives for hours: so it is asked at each call, and a key that was revoked, or a session that
/// was ended, is refused within <see cref="KeyRing.BelievedFor"/>.
/// </summary>
internal sealed class CallerAccessor(KeyRing keys, Sessions sessions, AuthenticationStateProvider circuit)
{
    /// <summary>Who the request is of; null in a circuit, which has its own.</summary>
    public ClaimsPrincipal? User { get; set; }

    /// <summary>The caller as of now.</summary>
    /// <exception cref="TickException"><c>TickKeyInvalid</c>: refused by now; <see cref="StoreUnavailableException"/>: nobody knows.</exception>
    public async ValueTask<Caller> GetAsync(CancellationToken cancel = default)
    {
        ClaimsPrincipal principal = User ?? (await circuit.GetAuthenticationStateAsync()).User;
        return await CallerClaims.NowAsync(principal, keys, sessions, cancel)
            ?? throw new TickException(TickErrorId.KeyInvalid, TickErrorKind.Security, "Your key is not valid any more, or your session is over. Log in again, or ask for another key.");
    }
}
