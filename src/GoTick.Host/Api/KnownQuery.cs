using System.Reflection;
using GoTick.Core.Errors;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Mvc;

namespace GoTick.Host.Api;

/// <summary>Refuses query parameters that a route does not have: a filter that is misspelled must not find everything.</summary>
internal static class KnownQuery
{
    /// <summary>Guards all routes of a group.</summary>
    public static RouteGroupBuilder RefuseUnknownQueries(this RouteGroupBuilder group) => group.AddEndpointFilterFactory((route, next) =>
    {
        HashSet<string> known = new(route.MethodInfo.GetParameters().SelectMany(NamesOf).Append(ApiJson.ValuesParameter), StringComparer.OrdinalIgnoreCase);
        return call =>
        {
            foreach (string name in call.HttpContext.Request.Query.Keys)
            {
                if (!known.Contains(name))
                {
                    throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"The route has no parameter '{name}'.") { Target = name };
                }
            }

            return next(call);
        };
    });

    private static IEnumerable<string> NamesOf(ParameterInfo parameter) => parameter.IsDefined(typeof(AsParametersAttribute))
        ? parameter.ParameterType.GetProperties().Select(p => p.GetCustomAttribute<FromQueryAttribute>()?.Name ?? p.Name)
        : [parameter.GetCustomAttribute<FromQueryAttribute>()?.Name ?? parameter.Name!];
}
