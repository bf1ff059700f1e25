using System.Net;
using GoTick.Core.Errors;

namespace GoTick.Host.Access;

/// <summary>
/// Behind a proxy, refuses whoever comes past it: that would be keys in the clear, and headers that anybody can write. Whether it lives and is ready it tells everybody:
/// what watches it may stand elsewhere. Comes before the headers of the proxy are believed.
/// </summary>
internal sealed class ProxyGuard(RequestDelegate next, AccessSettings settings)
{
    public Task InvokeAsync(HttpContext context)
    {
        IPAddress? from = context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
        bool isKnown = from is null // a Unix socket, which its file guards
            || IPAddress.IsLoopback(from)
            || settings.Proxies.Any(p => p.Contains(from));
        return isKnown || context.Request.Path == "/healthz" || context.Request.Path == "/readyz"
            ? next(context)
            : AccessProblem.WriteAsync(context, new TickException(
                TickErrorId.HostRefused, TickErrorKind.Security, "This server stands behind a proxy, and this call came past it. If it came from the proxy, name its address with --proxy."));
    }
}
