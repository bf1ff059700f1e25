using GoTick.Core.Client;

namespace GoTick.Host.Api;

/// <summary>Who calls, as far as the door of the server has found out.</summary>
internal static class ApiCaller
{
    /// <summary>The caller's name; the server's own account where nobody is asked for one.</summary>
    public static string NameOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Account.OfThisProcess.Name;

    /// <summary>The caller as journals name them.</summary>
    public static Core.Flows.Person PersonOf(HttpContext context) => new(NameOf(context), context.User.Identity is { IsAuthenticated: true });
}
