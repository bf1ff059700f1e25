using GoTick.Core.Errors;
using GoTick.Core.Security;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace GoTick.Host.Access;

/// <summary>Who a circuit is of, looked at again every few seconds: a page whose session is over learns of it without a click.</summary>
internal sealed class CircuitAuthentication(ILoggerFactory logs, KeyRing keys, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await CallerClaims.NowAsync(authenticationState.User, keys, sessions, cancellationToken) is not null;
        }
        catch (StoreUnavailableException)
        {
            return true; // nobody knows: whatever the page asks for is refused meanwhile, but nobody is logged out by an outage
        }
    }
}
